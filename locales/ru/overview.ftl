## The overview.

overview-figures = Показатели
compared-with =
    { $span ->
        [week] Сравнение с предыдущей неделей.
        [month] Сравнение с предыдущим месяцем.
        [quarter] Сравнение с предыдущим кварталом.
        [year] Сравнение с предыдущим годом.
        [days]
            { $days ->
                [one] Сравнение с предыдущим { $days } днём.
               *[other] Сравнение с предыдущими { $days } днями.
            }
       *[other] Сравнение с таким же сроком до этого.
    }

monday-title = С понедельника, { $date }
monday-changes =
    { $n ->
        [0] Подтверждённых изменений нет.
        [one] { $n } подтверждённое изменение:
        [few] { $n } подтверждённых изменения:
       *[many] { $n } подтверждённых изменений:
    }
monday-quiet = С понедельника событий не было.
monday-critics =
    { $n ->
        [0] Непрочитанных комментариев критиков нет.
        [one] { $n } непрочитанный комментарий критика
        [few] { $n } непрочитанных комментария критиков
       *[many] { $n } непрочитанных комментариев критиков
    }
monday-read = Прочитать
monday-silent =
    { $n ->
        [one] Молчит { $n } источник:
        [few] Молчат { $n } источника:
       *[many] Молчат { $n } источников:
    }
silent-source = { $source }, последнее событие { $time }, обычно приходит чаще чем раз в { $gap }
monday-response = Доля ответивших: { $value }, { $range }
monday-units =
    { $n ->
        [one] { $n } подразделение вне своих границ:
        [few] { $n } подразделения вне своих границ:
       *[many] { $n } подразделений вне своих границ:
    }
# keys: outside-*
outside-above = { $unit }: { $metric } выше
outside-below = { $unit }: { $metric } ниже

# keys: trend-title-*
trend-title-week = { $name } по неделям
trend-title-month = { $name } по месяцам
trend-title-day = { $name } по дням

# keys: trend-say-*
trend-say-day = За последний полный день { $value }, { $range }.
trend-say-week = За последнюю полную неделю { $value }, { $range }.
trend-say-month = За последний полный месяц { $value }, { $range }.

trend-none = Данных нигде пока не хватает.
trend-describe = Линия по { $n } точкам с доверительными интервалами, от { $first } до { $last }. Стрелками можно перейти от точки к точке.
# keys: trend-period-*
trend-period-week = Неделя с { $date }
trend-period-month = { $date }
trend-period-day = { $date }
# keys: unfinished-*
unfinished-week = неделя идёт
unfinished-month = месяц идёт
unfinished-day = день идёт

units-title = { $name } по подразделениям
units-say =
    { $n ->
        [0] Отличия подразделений друг от друга не больше случайных.
        [one] Уверенно отличается от остальных { $n } подразделение из { $of }; остальные в пределах случайного.
        [few] Уверенно отличаются от остальных { $n } подразделения из { $of }; остальные в пределах случайного.
       *[many] Уверенно отличаются от остальных { $n } подразделений из { $of }; остальные в пределах случайного.
    }
units-say-few = Подразделений мало, чтобы судить, кто отличается от остальных.
company-line = компания { $value }
limits-note = Серая полоса: где подразделение с таким числом ответов окажется в 95 случаях из 100 при обычном разбросе между подразделениями.
# keys: versus-*
versus-above = выше остальных
versus-below = ниже остальных
versus-inside = в пределах случайного

unit-none = Без подразделения

stages-title = { $name } по этапам пути
stages-say = Ниже всего этап «{ $stage }»: { $value }, { $range }.
stages-say-alike = Интервалы этапов перекрываются: самый слабый назвать нельзя.

# keys: column-*
column-slice-week = Неделя
column-slice-month = Месяц
column-slice-unit = Подразделение
column-slice-stage = Этап
column-slice-channel = Канал
column-slice-touchpoint = Точка контакта
column-slice-department = Отдел
column-slice-weekday = День недели
column-slice-survey = Опрос
column-slice-delivery = Доставка
column-slice-hour = Час
column-slice-unit_level_1 = Подразделение первого уровня
column-slice-unit_level_2 = Подразделение второго уровня
column-slice-unit_level_3 = Подразделение третьего уровня
column-slice-unit_level_4 = Подразделение четвёртого уровня
column-slice-day = День
column-slice-experience = Вид опыта
column-target = Цель
column-part = Часть
column-difference = Разность
column-p = p
column-value = Значение
column-low = От
column-high = До
column-n = n
column-people = Людей
column-change = Изменение
column-verdict = Среди остальных

empty-title = Здесь будет обзор клиентского опыта
empty-text = Событий пока нет. Загрузите файл или отправьте первое событие через API: обзор появится сам.
empty-import = Загрузить файлы из командной строки
empty-send = Отправить событие через API
empty-key = Ключ API создайте в настройках
none-title = За этот период событий нет
none-text = Последнее событие было { $date }.
none-all = Показать всё время

channel-none = без канала
stage-none = вне этапов пути
delivery-none = доставка неизвестна
slice-hour = { $hour }–{ $next } ч
too-few-short = мало: { $n }
response-rate = Доля ответивших
touchpoint-none = вне точек контакта
department-none = без отдела
experience-none = вид опыта не указан
# keys: weekday-*
weekday-1 = понедельник
weekday-2 = вторник
weekday-3 = среда
weekday-4 = четверг
weekday-5 = пятница
weekday-6 = суббота
weekday-7 = воскресенье
