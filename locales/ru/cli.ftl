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
