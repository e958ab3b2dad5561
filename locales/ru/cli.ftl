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
