## The command line's own help: keys are the names of commands and arguments.

# Commands.
# keys: command-*
command-otklik = Отклик: клиентский опыт, измеренный честно, в одной программе
command-serve = Открывает страницы и API папки данных
command-demo = Создаёт вымышленную сеть кофеен и открывает её
command-import = Загружает файлы: по схеме или по догадке
command-ask = Задаёт вопрос и печатает ответ
command-ask-scores = Как обстоит дело с показателем
command-ask-operations = Как компания обслуживает
command-ask-trend = Как показатель или число о работе менялись со временем
command-ask-response = Кого спросили, кто ответил и кто нет
command-ask-expectations = Что обещали, что вышло и во сколько баллов обходится нарушенное обещание
command-ask-hurts = Что мешает людям больше всего: долгое ожидание, жалобы, неудачная оплата, низкие оценки
command-ask-funnel = Кто проходит шаги пути и где теряются остальные
command-ask-retention = Кто возвращается и когда
command-ask-transitions = Что за чем следует, как часто и через какое время: карта пути
command-ask-paths = Откуда люди приходят к точке контакта и куда идут от неё
command-ask-variants = Какие бывают пути от начала до конца
command-ask-lifecycle = Кто пришёл впервые, кто остаётся, кто вернулся, кто уснул
command-ask-overview = Как живётся клиентам, на одной странице (только JSON)
command-ask-timeline = Всё, что происходило с клиентом
command-sql = Задаёт вопрос на SQL и печатает строки или пишет их в файл
command-user = Добавляет людей, которым можно входить
command-user-add = Добавляет человека; пароль берётся из переменной OTKLIK_PASSWORD
command-key = Добавляет ключи для программ
command-key-add = Добавляет ключ и один раз его печатает
command-backup = Делает резервную копию, в том числе при работающей программе
command-backup-verify = Восстанавливает копию во временную папку рядом, открывает, считает и сверяет
command-restore = Восстанавливает папку данных из резервной копии
command-doctor = Осматривает папку данных и говорит, что в ней не так
command-config = Показывает настройки
command-config-show = Показывает каждый ключ, его значение и откуда оно взято; секреты скрыты
command-openapi = Печатает описание API
command-reference = Печатает справочник командной строки в Markdown

# Arguments; a key with a command's name goes before the one without.
# keys: help-*
help-language = Язык, на котором говорит программа [по умолчанию: по LANG]
help-help = Печатает эту справку
help-version = Печатает версию
help-data = Папка данных [по умолчанию: otklik-data]
help-database = Адрес базы PostgreSQL для состояния [по умолчанию: SQLite в папке данных]
help-config = Файл настроек [по умолчанию: otklik.toml в текущей папке, если он есть]
help-host = Адрес, на котором принимать запросы [по умолчанию: 127.0.0.1]
help-port = Порт, на котором принимать запросы; 0 — любой свободный [по умолчанию: 8080]
help-demo-data = Папка демонстрации; готовая демонстрация не старше суток открывается снова
help-load_only = Только создаёт и загружает данные и печатает время в JSON
help-mapping = Схема: файл или имя схемы из поставки, например olist.toml; без неё программа догадается сама
help-save_mapping = Записывает схему в этот файл, чтобы посмотреть, изменить и применить снова
help-dry_run = Читает всё и говорит, что не подошло бы, но ничего не сохраняет
help-rejected = Записывает отклонённые строки с причинами в эту папку, чтобы исправить и загрузить снова
help-yes = Загружает по угаданной схеме без вопросов
help-source = Для догадки: имя источника событий
help-time_zone = Для догадки: часовой пояс времени без смещения, например Europe/Moscow
help-currency = Для догадки: валюта сумм, у которых она не названа, например RUB
help-date_order = Для догадки: что стоит первым в датах вида 03.05.2026: day-first — день, month-first — месяц
help-at = Для догадки: когда это было, если в строках не сказано, например 2026-05-01
help-files = Файлы: CSV и другой текст с разделителями, XLSX, JSON Lines, Parquet; текст может быть сжат в .gz
help-format = Как печатать ответ: table — для людей, json — как отвечает API, csv — для электронных таблиц
help-out = Записывает все строки в этот файл: CSV или Parquet, по его окончанию
help-rows = Сколько строк печатать самое большее
help-sql = Один SELECT; если не указан, читается со стандартного ввода
help-steps = Шаг, например touchpoint:Till, stage:purchase, event:order_placed или role:complaint, либо отбор в JSON; повторите для каждого шага по порядку
help-window_days = Сколько дней после начала шаг ещё засчитывается
help-start = События, с которых человек начинает, например role:order_placed, либо отбор в JSON
help-back = События, которые считаются возвращением; по умолчанию те же, с которых начинают
help-every = hour, day, week или month: час, день, неделя или месяц
help-nodes = Во что собирать события: touchpoint, stage, channel или event
help-node = Узел, например точка контакта по её английскому имени
help-side = from, to или through: от узла, к узлу или через него
help-depth = На сколько шагов до или после него
help-active = События, по которым человек считается активным, например role:order_placed, либо отбор в JSON
help-options = Остальные поля вопроса в JSON, например { "{" }"order":"strict"{ "}" }; их перечень — в docs/questions.md
help-customer = Любой идентификатор клиента или его начало
help-metric = Обозначение показателя
help-ask-trend-metric = Обозначение показателя; без него — число о работе
help-ask-response-metric = Только опросы этого показателя
help-split_by = Раскладывает изменение целого на другой состав этих частей и изменения внутри них
help-like_for_like = Сравнивает подразделения так, будто состав по этим делениям у всех одинаков, например channel,hour
help-field = Число о работе, например complaints_per_100
help-step = day, week или month: день, неделя или месяц
help-long_wait_seconds = С этого числа секунд ожидание считается долгим
help-period = all_time, last_90_days, today, this_week, last_month, 2026, 2026-q2, 2026-05, 2026-01-01..2026-03-31 и подобные
help-filter = Отбор в JSON, например { "{" }"unit":"msk"{ "}" } или { "{" }"not":{ "{" }"channel":"app"{ "}" }{ "}" }; действует вместе с периодом
help-by = Одно или два деления через запятую: unit, unit_level_1 … unit_level_4, channel, touchpoint, stage, department, experience, survey, day, week, month, weekday, hour, delivery
help-compare = С чем сравнить: previous_period, same_period_last_year, rest или, в JSON, { "{" }"slice":{ "{" }…{ "}" }{ "}" } либо { "{" }"filter":{ "{" }…{ "}" }{ "}" }
help-email = Электронная почта для входа
help-user-add-name = Как зовут человека
help-role = Что человеку можно делать
help-units = Какую ветвь подразделений человеку видно; повторите для нескольких, не указывайте для всей компании
help-key-add-name = Чей это ключ
help-scopes = Для чего его можно использовать; повторите для нескольких
help-target = Папка для всех копий; у каждой в ней своя папка, названная по времени
help-keep = Сколько копий хранить; более старые удаляются, когда готова новая [по умолчанию: все]
help-backup = Папка резервной копии
help-erasures = Журнал удалённых людей, erasures.jsonl из папки данных; по умолчанию тот, что лежит рядом с копией. Кого удалили после копии, будет удалён снова
help-restore-data = Новая папка, в которую восстановить
help-restore-database = Адрес пустой базы PostgreSQL, в которую восстановить состояние
help-repair = Исправляет то, что можно исправить без потерь; программа не должна работать с этой папкой

# What stands around them.
# keys: help-*
help-usage = Использование
help-heading-commands = Команды
help-heading-arguments = Аргументы
help-heading-options = Параметры
help-options-word = ПАРАМЕТРЫ
help-command-word = КОМАНДА
help-note-default = [по умолчанию: { $value }]
help-note-variable = [переменная: { $value }]
help-note-values = [значения: { $value }]

# Why a command line was not understood.
usage-argument-unknown = нет параметра { $argument }
usage-command-unknown = нет команды { $argument }
usage-value-refused = { $argument }: не подходит значение { $value }
usage-value-missing = { $argument }: не указано значение
usage-value-too-many = { $argument }: указан лишний раз или слишком много значений
usage-argument-missing = не хватает: { $argument }
usage-arguments-clash = { $argument } не сочетается с { $other }
usage-not-utf8 = аргумент записан не в UTF-8
usage-other = командная строка не понята: { $reason }
usage-allowed = возможны: { $values }
usage-similar = может быть, { $similar }?
usage-help = подробнее: --help
