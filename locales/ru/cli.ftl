## Что говорит командная строка.

cli-failed = ошибка
cli-hint = подсказка
cli-serving = Отклик открыт по адресу { $address }
cli-port-taken = не удаётся занять { $address }; укажите другой порт ключом --port
cli-simulating = Моделируем сеть кофеен
cli-demo-ready =
    Сеть кофеен открыта: { $address }
    Вход: { $email }, пароль { $password }
    Чтобы остановить, нажмите Ctrl+C.
cli-importing = Загружаем
cli-imported = Прочитано строк: { $rows }. Новых событий: { $accepted }, уже были: { $duplicates }, отклонено: { $rejected }.
cli-would-import = Прочитано строк: { $rows }. Найдено событий: { $accepted }, отклонено: { $rejected }. Это была проверка: ничего не сохранено.
cli-row-refused = { $file }, строка { $line }, столбец { $column }: { $problem } ({ $value }). { $remedy }
cli-more-refused = Отклонены и другие строки; все они есть в списке отклонённых событий.
cli-checking = Проверяем
cli-mapping-saved = Описание импорта записано в файл { $file }
cli-rejected-written = Отклонённые строки записаны в файл { $file }: исправьте их и загрузите только его
cli-refused-code = { $count }: { $problem }
cli-repeated = Номера повторяются в самих файлах: { $count }. Из одинаковых номеров загрузится первый.
cli-guess-join = { $column }: по нему находится строка файла { $file }
cli-guess-looked-up = Событий из этого файла не будет: на его строки ссылаются другие.
cli-guess-key = номер строки
cli-guess-settings = Источник: { $source }. Часовой пояс: { $zone }. Порядок в датах: { $order }. Валюта: { $currency }.
cli-guess-open = не хватает ответов на вопросы, отмеченные восклицательным знаком
cli-guess-open-hint = добавьте --at, --date-order или --currency либо своё описание: --mapping
cli-guess-ask = Загрузить так? [y/N]
cli-guess-unasked = описание импорта угадано, но подтвердить его некому
cli-guess-unasked-hint = добавьте --yes, чтобы загрузить, --dry-run, чтобы проверить, или --save-mapping, чтобы поправить описание
cli-mapping-missing = нет схемы загрузки { $name }; вместе с программой поставляются: { $shipped }
cli-password-missing = задайте пароль нового пользователя в переменной OTKLIK_PASSWORD
cli-user-added = { $email } теперь может войти.
cli-key-shown-once = Ключ показан один раз, сохраните его.
cli-certificate-unusable = сертификат для https не подходит

config-unreadable = не удалось прочитать настройки { $file }: { $reason }
config-malformed = файл настроек { $file } написан не на TOML: { $reason }
config-key-unknown = настройки { $key } нет ({ $origin })
config-did-you-mean = возможно, имелось в виду { $key }?
config-value-refused = { $key }: здесь нужно { $expected } ({ $origin })
config-kind-text = текстовое значение
config-kind-number = целое число в допустимых пределах
config-kind-list = перечисление строк
config-partner-missing = не задано { $key }: сертификат и его ключ указывают вместе
config-base-url-malformed = server.base_url: здесь нужен адрес вида https://cx.example.com, а не { $value }
config-base-url-has-path = server.base_url: адрес { $value } ведёт в папку, а «Отклику» нужно отдельное имя узла
config-host-malformed = server.hosts: здесь нужны имена вида cx.example.com, а не { $value }
config-proxy-malformed = server.trusted_proxies: здесь нужны адреса или сети вида 10.0.0.0/8, а не { $value }
config-origin-default = по умолчанию
# keys: config-column-*
config-column-key = настройка
config-column-value = значение
config-column-origin = откуда

cli-data-missing = в { $folder } нечего сохранять; укажите папку данных в --data
cli-backup-target-missing = укажите папку для резервных копий, например: otklik backup /var/backups/otklik
cli-backup-inside = копия внутри { $folder } пропадёт вместе с ней; укажите другую папку, лучше на другом диске
cli-backed-up = Копия готова: событий в озере — { $events }, байт — { $bytes }, из них новых — { $new }. Удалено старых копий: { $removed }.
cli-backup-verified = Копия от { $at } цела: файлов — { $files }, байт — { $bytes }, событий в озере — { $events }.
cli-backup-dump-not-opened = Состояние сохранено дампом PostgreSQL: контрольная сумма и оглавление верны, но большее покажет только восстановление.
cli-restore-folder-missing = укажите новую папку в --data
cli-restored = Восстановлено в { $folder }: состояние на { $at }, событий в озере — { $events }.
cli-erased-again = Стёрто заново после восстановления: клиентов — { $customers }. Они были удалены уже после этой резервной копии.
cli-doctor-found = найдены неполадки в { $folder }: { $count }
cli-doctor-well = В { $folder } всё в порядке.

# keys: doctor-severity-*
doctor-severity-note = заметка
doctor-severity-warning = предупреждение
doctor-severity-error = ошибка

# keys: doctor-*
doctor-folder-missing = такой папки нет
    .remedy = Укажите папку данных в --data или data.folder.
doctor-folder-read-only = в папку нельзя писать
    .remedy = Отдайте её пользователю, под которым работает «Отклик», или запустите команду от его имени.
doctor-folder-open = папку могут читать другие пользователи этой машины
    .remedy = Закройте её от них: chmod o-rwx для папки.
doctor-folder-in-use = папку занимает работающий «Отклик»
    .remedy = Так и должно быть; то, что пишется прямо сейчас, могло быть прочитано наполовину.
doctor-restore-unfinished = восстановление в эту папку прервалось
    .remedy = Очистите папку и восстановите копию ещё раз.
doctor-disk-low = на диске осталось { $free } байт
    .remedy = Освободите место или перенесите папку на диск побольше.
doctor-database-missing = нет базы данных
    .remedy = Восстановите копию. Если состояние хранится в PostgreSQL, задайте data.database.
doctor-database-unreadable = базу данных не удалось прочитать: { $reason }
    .remedy = Восстановите самую новую копию, которую `otklik backup verify` считает целой.
doctor-database-damaged = база данных повреждена: { $reason }
    .remedy = Остановите «Отклик», восстановите самую новую копию, которую `otklik backup verify` считает целой, и проверьте диск.
doctor-rows-dangling = строки таблицы { $table } ссылаются на то, чего уже нет; таких строк — { $rows }
    .remedy = Восстановите копию или сообщите об этом, приложив журнал.
doctor-database-newer = база данных создана более новым «Откликом» (миграция { $found }, эта версия знает { $known })
    .remedy = Запустите более новый «Отклик».
doctor-migration-changed = миграция { $number } применена в другом виде
    .remedy = Запустите тот «Отклик», который писал эту папку, или восстановите копию.
doctor-inbox-broken = во входящих нарушен порядок на позиции { $position }
    .remedy = Восстановите копию или сообщите об этом, приложив журнал.
doctor-database-behind = база данных выдала номера до { $given }, а озеро дошло до { $reached }: база старше озера
    .remedy = Не запускайте сервер на этой папке: новые события будут приняты за известные. Восстановите базу и озеро из одной копии.
doctor-events-missing = после позиции { $reached } событий нет ни в озере, ни во входящих; их может быть до { $count }
    .remedy = Если их не принёс импорт в обход входящих, восстановите копию и отправьте заново всё, что пришло после неё.
doctor-events-waiting = событий ждут переноса в озеро: { $count }
    .remedy = Они в сохранности; работающий «Отклик» перенесёт их сам.
doctor-lake-unreadable = озеро не удалось прочитать: { $reason }
    .remedy = Восстановите копию.
doctor-lake-missing = таблицы событий нет
    .remedy = Если события уже принимались, восстановите копию; новая установка создаёт таблицу при первом запуске.
doctor-log-entry-missing = в журнале нет записи { $version }, хотя следующие есть
    .remedy = Восстановите копию.
doctor-last-log-entry-broken = последняя запись журнала неполна: подтверждения она не получила
    .remedy = Запустите «Отклик» или эту команду с --repair: запись будет отложена, а её события ещё лежат во входящих.
doctor-log-entry-broken = запись журнала повреждена
    .remedy = Восстановите копию.
doctor-file-missing = нет файла данных
    .remedy = Верните одноимённый файл из копии или восстановите копию целиком.
doctor-file-size = размер файла данных — { $found } байт вместо { $expected }
    .remedy = Замените его одноимённым файлом из копии или восстановите копию целиком; проверьте диск.
doctor-file-broken = файл данных не читается: { $reason }
    .remedy = Замените его одноимённым файлом из копии или восстановите копию целиком; проверьте диск.
doctor-rows-differ = событий в файле данных — { $found } вместо { $expected }
    .remedy = Замените его одноимённым файлом из копии или восстановите копию целиком.
doctor-file-orphan = файл данных не относится ни к одной записи журнала; в нём { $bytes } байт
    .remedy = Он остался после сбоя и безвреден; работающий «Отклик» удалит его через сутки.
doctor-file-unknown = этот файл создал не «Отклик»
    .remedy = Переложите его в другое место.
