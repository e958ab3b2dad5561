## One score in full.

score-changed = Это { $change }{ $than }.
score-unchanged = Изменение не отличить от случайного.
score-mean = Средняя оценка
# keys: score-top-share-*
score-top-share-nps = Доля промоутеров
score-top-share-ces = Доля тех, кому легко (5–7)
score-with-text = Ответов с комментарием
score-critics = Комментарии критиков
response-rate-meaning = Сколько из тех, кого спросили, ответили. Неответившие могли бы оценить иначе: интервалы этого не учитывают.

distribution-title = Как распределились ответы
distribution-marks = Число ответов на каждую оценку
answers =
    { $n ->
        [one] { $n } ответ
        [few] { $n } ответа
       *[many] { $n } ответов
    }
column-mark = Оценка
column-answers = Ответов
column-share = Доля

trend-by = Шаг графика
# keys: trend-by-*
trend-by-week = По неделям
trend-by-month = По месяцам

slice-by = Разрез
# keys: slice-title-*
slice-title-unit = { $name } по подразделениям
slice-title-channel = { $name } по каналам
slice-title-touchpoint = { $name } по точкам контакта
slice-title-department = { $name } по отделам
slice-title-weekday = { $name } по дням недели
slice-title-stage = { $name } по этапам пути
slice-title-survey = { $name } по опросам
slice-title-month = { $name } по месяцам
slice-title-delivery = { $name } и доставка в срок
slice-title-week = { $name } по неделям
slice-title-hour = { $name } по часам
slice-say = Ответов достаточно в { $n } из { $of }. Пунктир — все вместе.
slice-none = В данных за этот период такого разреза нет.

# keys: left-out-*
left-out-other_scale =
    { $n ->
        [one] Не вошёл { $n } ответ: его спрашивали по другой шкале.
        [few] Не вошли { $n } ответа: их спрашивали по другой шкале.
       *[many] Не вошли { $n } ответов: их спрашивали по другой шкале.
    }
left-out-no_unit =
    { $n ->
        [one] Не вошла { $n } запись без подразделения.
        [few] Не вошли { $n } записи без подразделения.
       *[many] Не вошли { $n } записей без подразделения.
    }
left-out-limit =
    { $n ->
        [one] Показано не всё: ещё { $n } строка.
        [few] Показано не всё: ещё { $n } строки.
       *[many] Показано не всё: ещё { $n } строк.
    }
