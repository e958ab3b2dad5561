## Загрузка файлов: что распознано, чем становится столбец, о чём нужно спросить.

# keys: import-becomes-*
import-becomes-time = время события
import-becomes-moment = ещё один момент: своё событие
import-becomes-promise = обещанный срок
import-becomes-event = что произошло
import-becomes-customer = номер клиента
import-becomes-email = почта клиента
import-becomes-phone = телефон клиента
import-becomes-messenger = мессенджер клиента
import-becomes-device = устройство
import-becomes-order = заказ или чек
import-becomes-ticket = обращение
import-becomes-session = визит
import-becomes-item = товар
import-becomes-amount = сумма
import-becomes-currency = валюта
import-becomes-quantity = количество
import-becomes-unit = подразделение
import-becomes-channel = канал
import-becomes-agent = сотрудник
import-becomes-detail = страница или тема
import-becomes-score = оценка
import-becomes-text = текст клиента
import-becomes-property = свойство события
import-becomes-nothing = не загружать

# keys: import-confidence-*
import-confidence-high = уверенно
import-confidence-middle = вероятно
import-confidence-low = не распознано

# keys: import-reason-*
import-reason-name-and-values = по названию и значениям
import-reason-name = по названию
import-reason-values = по значениям
import-reason-others-clearer = другой столбец подходит лучше
import-reason-people-names = имена людей в событиях не хранятся
import-reason-empty = столбец пуст
import-reason-nothing = ни название, ни значения ничего не подсказали

import-doubt-time = В файле { $file } ни один столбец не говорит, когда это произошло
    .remedy = Укажите столбец с датой или одну дату для всех строк.
import-doubt-date-order = Даты можно прочитать двояко: { $examples }
    .remedy = Укажите, что стоит первым: день или месяц.
import-doubt-dates-mixed = Одни даты начинаются с дня, другие с месяца: { $examples }
    .remedy = Выгрузите их в одном виде, лучше всего как 2026-05-31, или укажите порядок: остальные строки будут отклонены.
import-doubt-currency = У сумм нет валюты: { $examples }
    .remedy = Укажите валюту тремя буквами, например RUB.
import-doubt-customer = В файле { $file } ни один столбец не говорит, чьё это событие
    .remedy = Загрузить можно и так: события без клиента учитываются в подразделениях. Если номер клиента, телефон или почта есть, укажите столбец.

import-toml-head = Описание импорта: чем становятся столбцы файлов. Значение — это текст, столбцы в нём стоят в фигурных скобках.
import-toml-zone = Пояс для времени, у которого нет своего смещения.
import-toml-date-order = Что стоит первым в датах вида 03.05.2026: день (day_first) или месяц (month_first).
import-toml-contents = В файле нет номера строки: номер составлен из её содержимого, поэтому повторная загрузка ничего не добавит.
import-toml-catalogue = Справочник: пустая система возьмёт его отсюда, настроенная оставит свой.

## Страница «Импорт».

imports-lead = Файлы с тем, что происходило с клиентами: заказы, чеки, обращения, ответы на опросы. «Отклик» разберётся в столбцах, покажет, что получится, и ничего не загрузит без вашего согласия.
imports-drop = Перетащите файлы сюда
imports-formats = CSV и другой текст с разделителями, XLSX, JSON Lines, Parquet; текст может быть сжат в .gz. Файлы, которые ссылаются друг на друга, загружайте вместе.
imports-earlier = Загрузки
imports-more-files =
    { $n ->
        [one] { $names } и ещё { $n } файл
        [few] { $names } и ещё { $n } файла
       *[many] { $names } и ещё { $n } файлов
    }
imports-refused =
    { $n ->
        [one] { $n } отказ
        [few] { $n } отказа
       *[many] { $n } отказов
    }
imports-none = Загрузок ещё не было.
imports-files = Файлы
imports-begun = Начата
imports-state = Состояние
imports-result = Событий
imports-receiving = Принимаем { $name }: { $percent } %
imports-forbidden = Загружать файлы могут администраторы и аналитики всей компании.

# keys: import-stage-*
import-stage-draft = готовится
import-stage-checking = проверяется
import-stage-checked = проверена
import-stage-running = идёт
import-stage-done = завершена
import-stage-cancelled = остановлена
import-stage-failed = не удалась

import-title = Загрузка: { $files }
import-add = Добавить файлы
import-recognised = Что распознано
# keys: import-format-*
import-format-separated = текст с разделителями
import-format-json_lines = JSON Lines
import-format-sheet = книга XLSX
import-format-parquet = Parquet
import-format-xes = журнал событий XES
import-format-ocel = журнал событий OCEL
# keys: import-separator-*
import-separator-comma = разделитель: запятая
import-separator-semicolon = разделитель: точка с запятой
import-separator-tab = разделитель: табуляция
import-separator-pipe = разделитель: вертикальная черта
import-separator-space = столбцы выровнены пробелами
import-encoding = кодировка { $name }
import-sheet = лист «{ $name }»
import-rows-whole =
    { $rows ->
        [one] { $rows } строка
        [few] { $rows } строки
       *[other] { $rows } строк
    }
import-rows-seen =
    { $rows ->
        [one] просмотрена первая строка
        [few] просмотрены первые { $rows } строки
       *[other] просмотрены первые { $rows } строк
    }
import-columns-count =
    { $columns ->
        [one] { $columns } столбец
        [few] { $columns } столбца
       *[other] { $columns } столбцов
    }
import-renamed = Столбцы без названия или с одинаковыми названиями пронумерованы: { $columns }
import-no-heading = Первая строка — уже данные, названий у столбцов нет.
import-gives = Каждая строка станет событием { $event }.
import-gives-named = Каждая строка станет событием, его назовёт столбец «{ $column }».
import-looked-up = Событий из этого файла не будет: другие файлы находят в нём строки.
import-join = «{ $column }» находит строку файла { $file }

import-mapping = Чем станут столбцы
import-mapping-of = Столбцы файла { $file }
import-column = Столбец
import-examples = Примеры
import-becomes = Чем станет
import-sureness = Уверенность
import-key = Номер строки
import-key-of = Номер строки: { $column }
import-becomes-of = Чем станет «{ $column }»
import-key-why = По номеру строки узнаются повторы: сколько раз ни загружай файл, событие останется одно. Если номера нет, он составляется из содержимого строки.
import-scale-of = Шкала для «{ $column }»
import-scale-none = без шкалы
import-event-name = Название события
import-date-order = Порядок в датах
import-date-order-none = не указан
import-date-order-day = день, месяц, год
import-date-order-month = месяц, день, год
import-decimal-comma = Дробная часть отделена запятой
import-default-currency = Валюта сумм
import-at = Дата для всех строк
import-zone = Часовой пояс
import-source = Источник
import-settings = Общее для всех файлов
import-save-mapping = Скачать описание импорта (TOML)
import-is-text = Описание импорта написано текстом: изменения в таблице его заменят.

import-preview = Первые события
import-preview-none = По этому описанию из первых строк не получилось ни одного события.
import-preview-name = Событие
import-preview-time = Когда
import-preview-customer = Клиент
import-preview-where = Где
import-preview-amount = Сумма
import-preview-answer = Ответ
import-preview-refused =
    { $n ->
        [one] Отклонена { $n } строка из первых
        [few] Отклонены { $n } строки из первых
       *[other] Отклонено { $n } строк из первых
    }

import-check = Проверить все строки
import-run = Загрузить
import-go-on = Продолжить
import-cancel = Остановить
import-stopping = Останавливаем…
import-working = Прочитано { $percent } %, строк: { $rows }
import-check-done = Проверка всех строк
import-check-good =
    { $events ->
        [one] { $events } событие
        [few] { $events } события
       *[other] { $events } событий
    } из { $rows ->
        [one] { $rows } строки
       *[other] { $rows } строк
    }, отказов нет.
import-check-bad =
    { $events ->
        [one] { $events } событие
        [few] { $events } события
       *[other] { $events } событий
    } из { $rows ->
        [one] { $rows } строки
       *[other] { $rows } строк
    }; отказов: { $refused }.
import-check-repeated = Номера повторяются в самих файлах: { $n }. Из одинаковых загрузится первый.
import-reason = Причина
import-count = Сколько
import-where = Где
import-value = Значение
import-line-of = { $file }, строка { $line }
import-refused-first = Примеры отказов
import-download-refused = Скачать отклонённые строки: { $file }
import-repair = Исправьте их в таблице и загрузите только этот файл: остальное повторять не нужно.
import-done-title =
    { $accepted ->
        [0] Новых событий нет
        [one] Загружено { $accepted } новое событие
        [few] Загружено { $accepted } новых события
       *[other] Загружено { $accepted } новых событий
    }
import-done-text = Прочитано строк: { $rows }. Уже были раньше: { $duplicates }. Отказов: { $refused }.
import-cancelled-text = Остановлено. Загружено новых событий: { $accepted }; они остаются. Продолжить можно с того же места.
import-to-overview = К обзору
import-to-catalogue = Разметить события
import-another = Загрузить другие файлы
