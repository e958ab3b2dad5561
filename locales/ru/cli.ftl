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
