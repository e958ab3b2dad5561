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
trend-by-day = По дням
trend-by-week = По неделям
trend-by-month = По месяцам

slice-by = Разрез
# keys: slice-title-*
slice-title-unit = { $name } по подразделениям
slice-title-channel = { $name } по каналам
slice-title-touchpoint = { $name } по точкам контакта
slice-title-department = { $name } по отделам
slice-title-experience = { $name } по видам опыта
slice-title-weekday = { $name } по дням недели
slice-title-stage = { $name } по этапам пути
slice-title-survey = { $name } по опросам
slice-title-month = { $name } по месяцам
slice-title-delivery = { $name } и доставка в срок
slice-title-week = { $name } по неделям
slice-title-hour = { $name } по часам
slice-title-unit_level_1 = { $name } по подразделениям первого уровня
slice-title-unit_level_2 = { $name } по подразделениям второго уровня
slice-title-unit_level_3 = { $name } по подразделениям третьего уровня
slice-title-unit_level_4 = { $name } по подразделениям четвёртого уровня
slice-title-day = { $name } по дням
slice-say = Данных достаточно в { $n } из { $of }. Пунктир — все вместе.
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

no-difference = разницы нет
difference-few = Данных на одной из сторон мало: сравнить нельзя.
difference-title = { $name }: разница { $by }
difference-say =
    { $n ->
        [0] Ничто уверенно не выше и не ниже{ $than }, с поправкой на число сравнений.
       *[other] Уверенно выше или ниже{ $than }: { $n } из { $of }, с поправкой на число сравнений.
    }

split-by = Части
split-title = Из чего складывается изменение
split-explained =
    { $n ->
        [one] Различалась { $n } часть.
        [few] Различались { $n } части; те, где мало людей, объединены.
       *[many] Различались { $n } частей; те, где мало людей, объединены.
    } «Из-за состава» — что дали бы одни только новые доли частей, «внутри частей» — одни только изменения в них самих; вместе это всё изменение (Китагава, 1955).
# keys: split-*
split-total = Всё изменение
split-mix = Из-за состава
split-within = Внутри частей
# keys: split-parts-*
split-parts-channel = каналов
split-parts-unit = подразделений
split-parts-touchpoint = точек контакта
split-parts-survey = опросов
split-parts-weekday = дней недели
split-parts-hour = часов
# keys: split-reading-*
split-reading-too_few = Ответов мало: разложить изменение на части нельзя.
split-reading-unclear = Ни состав { $by }, ни то, что внутри них, не изменилось настолько, чтобы отличить это от случайного.
split-reading-within = Изменение идёт изнутри { $by }: новый состав не объясняет ничего, что отличалось бы от случайного.
split-reading-mix = Осторожно: изменение объясняется составом. Доли { $by } стали другими, а внутри них ничего не отличить от случайного.
split-reading-both = Действует и то, и другое: состав { $by } стал другим, и внутри них оценка тоже изменилась в ту же сторону.
split-reading-reversed = Осторожно (парадокс Симпсона): внутри { $by } оценка пошла в обратную сторону. Всё изменение даёт их состав.
split-reading-hidden = Состав { $by } скрывает изменение: внутри них оценка изменилась, а новые доли это уравновесили.

target-title = Цель: { $where }
target-set = Поставить цель
target-change = Изменить цель
target-until = достичь к { $date }
target-line = цель { $value }
target-by = Достичь к
target-save = Сохранить
target-remove = Убрать цель
# keys: target-value-*
target-value-nps = Значение, от −100 до 100
target-value-csat = Доля довольных, %
target-value-ces = Средняя оценка, от 1 до 7
# keys: target-*
target-reached = Цель { $target } достигнута: выше на { $change }, от { $from } до { $to }
target-missed = Цель { $target } не достигнута: не хватает { $change }, от { $from } до { $to }
target-cannot_tell = Достигнута ли цель { $target }, пока не определить: она внутри интервала
target-too_few = Цель { $target }; ответов мало, чтобы судить
