## Settings.

settings-currency = Валюта
settings-data = Данные
settings-data-span =
    { $events ->
        [one] { $events } событие, с { $first } по { $last }
        [few] { $events } события, с { $first } по { $last }
       *[many] { $events } событий, с { $first } по { $last }
    }
settings-data-none = пока нет
settings-you = Вы
settings-role = Роль
settings-look = Язык и оформление
# keys: role-*
role-administrator = администратор
role-analyst = аналитик
role-manager = руководитель
role-agent = сотрудник поддержки
role-viewer = наблюдатель

keys-title = Ключи API
keys-why = По ключу приходят касса, сайт, приложение или отчёт. Для каждой системы заведите свой ключ и дайте ему только то, что ей нужно.
keys-scopes = Можно
# keys: key-scope-*, key-scope-note-*
key-scope-send_events = присылать события
key-scope-note-send_events = для касс, сайтов и приложений
key-scope-read_answers = читать ответы
key-scope-note-read_answers = показатели и люди за ними; почта и телефоны скрыты
key-scope-read_personal_data = видеть личные данные
key-scope-note-read_personal_data = открывает почту и телефоны; нужно вместе с чтением ответов
key-scope-administer = управлять
key-scope-note-administer = каталог, подразделения, импорт, отклонённое; но не пользователи, ключи и удаление данных
keys-expiry = До
keys-expiry-never = бессрочно
keys-expiry-days =
    { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }
keys-expired = срок истёк
keys-name = Название ключа
keys-create = Создать ключ
keys-created = Ключ «{ $name }» создан. Скопируйте его сейчас: больше он не появится.
keys-created-at = Создан
keys-used-at = Последний раз
keys-never = не использовался
keys-delete = Удалить
keys-delete-sure = Удалить ключ «{ $name }»
keys-example = Как отправить событие

settings-company = Компания
# keys: role-note-*
role-note-administrator = может всё; только он ведёт пользователей, ключи и правила входа
role-note-analyst = задаёт любые вопросы, загружает файлы, правит каталог
role-note-manager = видит показатели, клиентов и то, что они сказали
role-note-agent = видит клиентов и то, что они сказали, чтобы помочь
role-note-viewer = видит показатели; почта и телефоны клиентов скрыты

account-profile = Профиль
account-rename = Сохранить имя
account-kept = Сохранено.
account-password = Пароль
account-password-why = После смены пароля вы останетесь в системе только на этом устройстве.
account-password-current = Нынешний пароль
account-password-new = Новый пароль
account-password-change = Сменить пароль
account-password-changed = Пароль сменён. На других устройствах вы вышли из системы.

sessions-title = Где вы вошли
sessions-why = Если устройство вам незнакомо, завершите его сеанс и смените пароль.
sessions-device = Устройство
sessions-device-unknown = неизвестное устройство
sessions-address = Адрес
sessions-opened = Вход
sessions-used = Последний раз
sessions-current = этот сеанс
sessions-end = Завершить
sessions-end-sure = Завершить сеанс: { $device }
sessions-end-others = Выйти на всех других устройствах
sessions-end-others-sure = Выйти на всех других устройствах: подтвердить

users-title = Пользователи
users-why = Приглашённый сам придумает пароль по ссылке, которую вы ему передадите. Больше этот пароль никто не узнает.
users-invite = Пригласить
users-link = Ссылка для пользователя { $name } действует один раз, до { $until }. Скопируйте её сейчас и передайте лично: больше она не появится.
users-scope = Видит
users-scope-company = всю компанию
users-scope-units = только эти подразделения и всё, что ниже
users-scope-add = Добавить подразделение
users-scope-remove = Убрать { $unit }
users-status = Статус
# keys: user-status-*
user-status-active = активен
user-status-invited = приглашён
user-status-blocked = заблокирован
users-seen = Последний раз
users-never = ещё не входил
users-change = Изменить
users-change-whom = Изменить: { $name }
users-invite-again = Новое приглашение
users-invite-again-sure = Создать новую ссылку для { $name }; прежняя перестанет действовать
users-reset = Ссылка для нового пароля
users-reset-sure = Создать ссылку, по которой { $name } задаст новый пароль
users-block = Заблокировать
users-block-sure = Заблокировать { $name } и завершить все сеансы
users-unblock = Разблокировать
users-remove = Удалить
users-remove-sure = Удалить { $name } навсегда

join-title = Придумайте пароль
join-lead = По этой ссылке вы зададите пароль, с которым будете входить в «Отклик».
join-button = Сохранить пароль
join-done = Пароль сохранён. Войдите с адресом { $email }.

second-factor-title = Второй фактор
second-factor-why = Кроме пароля — код, который приложение на телефоне меняет каждые полминуты: с одним украденным паролем не войти.
second-factor-missing = По правилам вашей компании вам нужен второй фактор. Настройте его, и откроется всё остальное.
second-factor-on = Действует с { $since }.
second-factor-codes-left =
    { $count ->
        [one] Остался { $count } код восстановления.
        [few] Осталось { $count } кода восстановления.
       *[many] Осталось { $count } кодов восстановления.
    }
second-factor-recovery = Второй фактор включён. Сохраните коды восстановления в надёжном месте: каждый впустит вас один раз, если приложения нет под рукой. Больше они не появятся.
second-factor-begin = Настроить
second-factor-renew = Настроить другое приложение
second-factor-remove = Отключить
second-factor-scan = Отсканируйте картинку приложением-аутентификатором: Яндекс Ключ, Aegis, Google Authenticator или вашим менеджером паролей.
second-factor-type = Введите шесть цифр, которые покажет приложение.
second-factor-picture = QR-код с секретом для приложения
second-factor-by-hand = Нет камеры? Введите этот ключ в приложение:
second-factor-confirm = Включить
users-second-factor = второй фактор
users-reset-factor = Сбросить второй фактор
users-reset-factor-sure = Отключить второй фактор: { $name }
policy-title = Правила входа
policy-why = Правило действует сразу, и для открытых сеансов тоже: без второго фактора человек увидит только свою учётную запись, пока не настроит его.
policy-second-factor-for = Второй фактор обязателен
# keys: policy-for-*
policy-for-nobody = ни для кого
policy-for-administrators = для администраторов
policy-for-everybody = для всех
