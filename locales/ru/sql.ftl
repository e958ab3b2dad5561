## Вопросы на SQL.

sql-title = Вопросы на SQL
sql-about = Один SELECT по таблицам ниже. Вам видно то же, что в ваших подразделениях; изменить отсюда ничего нельзя. SQL считает то, что есть: чтобы увидеть интервалы и выводы, соберите вопрос мышью.
sql-question = Вопрос на SQL
sql-run = Выполнить
sql-stop = Остановить
sql-hurry = Ctrl + Enter — тоже выполнить
sql-rows = Строки
sql-count = { $n ->
        [0] Ни одна строка не подходит.
        [one] { $n } строка
        [few] { $n } строки
       *[many] { $n } строк
    }{ $n ->
        [0] { "" }
       *[other] , { $columns ->
            [one] { $columns } столбец
            [few] { $columns } столбца
           *[many] { $columns } столбцов
        }
    }
sql-cut = Первые { $n } строк; есть ещё.
sql-all-rows = Все строки:
sql-nothing = пусто
sql-yes = да
sql-no = нет
sql-examples = С чего начать
# keys: sql-example-*
sql-example-marks = Средняя оценка по точкам
sql-example-hours = Заказы по часам дня
sql-example-complaints = Жалобы по месяцам и каналам
sql-example-silent = Кто много заказывает и не отвечает на опросы
sql-tables = Таблицы и столбцы
sql-limits = Вопрос может занять { $seconds } с и { $memory } памяти; программа получит { $rows } строк в JSON, в файлах есть все строки.
sql-column = Столбец
sql-holds = Что в нём
sql-means = Что значит
sql-insert = Вставить
# keys: sql-kind-*
sql-kind-integer = целое число
sql-kind-number = число
sql-kind-decimal = десятичное число
sql-kind-text = текст
sql-kind-boolean = да или нет
sql-kind-instant = момент, UTC
sql-kind-local_time = местное время
sql-kind-date = дата
sql-kind-other = другое
