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
keys-why = По ключу касса, сайт или приложение присылают события. Для каждой системы лучше завести свой.
keys-name = Название ключа
keys-create = Создать ключ
keys-created = Ключ «{ $name }» создан. Скопируйте его сейчас: больше он не появится.
keys-created-at = Создан
keys-used-at = Последний раз
keys-never = не использовался
keys-delete = Удалить
keys-delete-sure = Удалить ключ «{ $name }»
keys-keep = Оставить
keys-example = Как отправить событие
