## Справочник точек контакта: что означают события.

catalogue-title = Справочник точек контакта
catalogue-lead =
    { $unmapped ->
        [0] У всех событий есть точка контакта ({ $events }).
       *[other] Размечено { $share } событий. { catalogue-waiting }
    }
catalogue-waiting =
    { $unmapped ->
        [one] { $unmapped } вид событий из { $kinds } ждёт разметки.
        [few] { $unmapped } вида событий из { $kinds } ждут разметки.
       *[many] { $unmapped } видов событий из { $kinds } ждут разметки.
    }
catalogue-why = Источники присылают события под своими именами. Справочник говорит, что они означают: точку контакта, этап пути, роль в цифрах. Сами события не меняются, поэтому новое правило сразу перечитывает всю историю.
catalogue-empty = Событий пока нет. Справочник можно заполнить заранее: начните с готового.
catalogue-search = Найти вид событий
catalogue-show = Показать
# keys: catalogue-show-*
catalogue-show-all = Все виды
catalogue-show-unmapped = Ждут разметки
catalogue-none-found = Таких видов событий нет.
catalogue-events =
    { $n ->
        [one] { $n } событие
        [few] { $n } события
       *[many] { $n } событий
    }
catalogue-kinds =
    { $n ->
        [one] { $n } вид событий
        [few] { $n } вида событий
       *[many] { $n } видов событий
    }
column-kind = Событие
column-known-people = { word-people }
column-place = Точка контакта
catalogue-unplaced = не размечено
catalogue-changed = не сохранено
catalogue-suggestion = Похоже на «{ $touchpoint }»
catalogue-by-words = по словам: { $words }
catalogue-by-like = так же, как { $kind }
catalogue-accept = Принять
catalogue-accept-of = Принять предложение для { $kind }
catalogue-accept-all =
    { $n ->
        [one] Принять { $n } предложение
        [few] Принять { $n } предложения
       *[many] Принять { $n } предложений
    }
catalogue-edit = Изменить
catalogue-edit-of = Изменить место события { $kind }
catalogue-place = Указать
catalogue-place-of = Указать место события { $kind }

placement-touchpoint-ru = Точка контакта по-русски
placement-touchpoint-en = Точка контакта по-английски
placement-english-note = Если оставить пустым, останется русское название.
placement-stage = Этап пути
placement-stage-none = вне этапов
placement-role = Роль в цифрах
placement-department = Ответственный отдел
placement-department-en = Отдел по-английски
placement-experience = Вид опыта
placement-experience-none = не указан
placement-channel = Считать каналом
placement-channel-note = Если оставить пустым, останется канал самого события.
placement-breadth = Правило действует
placement-breadth-kind = только для этого вида
placement-breadth-name = для всех событий { $name }
placement-done = Готово

draft-title = Изменения ещё не сохранены
draft-effect =
    { $kinds ->
        [0] Ни одно событие не сменит места.
        [one] Сменит место { $kinds } вид ({ $events }). Размечено станет { $after } вместо { $before }.
        [few] Сменят место { $kinds } вида ({ $events }). Размечено станет { $after } вместо { $before }.
       *[many] Сменят место { $kinds } видов ({ $events }). Размечено станет { $after } вместо { $before }.
    }
draft-roles = Пересчитаются цифры по ролям: { $roles }.
draft-stages = Пересчитается путь по этапам.
draft-show = Что сменит место
draft-more =
    { $n ->
        [one] и ещё { $n } вид
        [few] и ещё { $n } вида
       *[many] и ещё { $n } видов
    }
draft-discard = Отменить изменения
draft-reopen = Открыть новую версию
draft-saved = Сохранено: версия { $version }. Все цифры уже пересчитаны.

rules-title = Правила по порядку
rules-why = Событие получает место по первому подходящему правилу. Исключения ставьте выше общих правил.
rules-source = источник { $source }
rules-channel = канал { $channel }
rules-detail = подробность { $detail }
rules-up = Выше
rules-up-of = Поднять правило { $n }
rules-down = Ниже
rules-down-of = Опустить правило { $n }
rules-delete = Удалить
rules-delete-of = Удалить правило { $n }
# keys: rules-conflict-*
rules-conflict-never_reached = Не сработает никогда: всё забирает правило { $earlier }.
rules-conflict-order_decides = Пересекается с правилом { $earlier }: какое из них выше, то и действует.
rules-conflict-touchpoint_divided = У той же точки контакта в правиле { $earlier } другой этап или отдел.

starters-title = Готовые справочники
starters-why = Правила готового справочника встанут в конец: то, что уже размечено, не изменится.
starters-adds =
    { $rules ->
        [one] { $rules } новое правило
        [few] { $rules } новых правила
       *[many] { $rules } новых правил
    }
starters-nothing = уже добавлен
starters-add = Добавить
starters-add-of = Добавить справочник «{ $name }»

history-title = История
history-version = Версия { $version }
history-program = программа или импорт
history-now = сейчас
history-restore = Вернуть
history-restore-of = Вернуть версию { $version }
history-added = добавлено правил: { $n }
history-removed = удалено правил: { $n }
history-changed = изменено правил: { $n }
history-reordered = другой порядок
history-metrics = метрик изменено: { $n }
history-targets = целей изменено: { $n }
history-channels = каналов изменено: { $n }
