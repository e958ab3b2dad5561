## The filter, read as a sentence.

filter-label = Условия отбора

period-last-days =
    { $days ->
        [one] Последний { $days } день
        [few] Последние { $days } дня
       *[many] Последние { $days } дней
    }
period-all-time = Всё время
period-span = С { $first } по { $last }
period-own = Свой период
period-first = С
period-last = По
period-apply = Показать

# keys: period-*
period-today = Сегодня
period-yesterday = Вчера
period-this_week = Эта неделя
period-last_week = Прошлая неделя
period-this_month = Этот месяц
period-last_month = Прошлый месяц
period-this_quarter = Этот квартал
period-last_quarter = Прошлый квартал
period-this_year = Этот год
period-last_year = Прошлый год

filter-all-units = Вся компания
filter-find-unit = Найти подразделение
filter-add = условие
filter-remove = Убрать условие: { $name }
filter-experience-is = { $experience } опыт
filter-any-channel = Любой канал

# keys: filter-*
filter-channel = Канал
filter-delivery = Доставка
filter-score = Оценка
filter-stage = Этап пути
filter-touchpoint = Точка контакта
filter-department = Отдел
filter-experience = Вид опыта
filter-role = Роль события
filter-event = Событие по названию
filter-survey = Опрос
filter-mark = Балл
filter-known = Кто известен
filter-has = Идентификатор
filter-home_unit = Где бывает чаще всего
filter-done = { word-people }, у которых было …
filter-not_done = { word-people }, у которых не было …

# keys: delivery-*
delivery-in_time = доставлено вовремя
delivery-late = доставлено с опозданием

# keys: score-*
score-top = промоутеры и довольные
score-middle = нейтралы
score-bottom = критики и недовольные

# keys: score-group-*
score-group-nps-top = Промоутеры
score-group-nps-middle = Нейтралы
score-group-nps-bottom = Критики
score-group-csat-top = Довольные
score-group-csat-middle = Нейтральные
score-group-csat-bottom = Недовольные
score-group-ces-top = Легко
score-group-ces-middle = Средне
score-group-ces-bottom = Трудно

# keys: stage-*
stage-awareness = осознание
stage-consideration = выбор
stage-purchase = покупка
stage-delivery = получение
stage-use = использование
stage-service = поддержка
stage-loyalty = лояльность
stage-advocacy = рекомендации

compare-with = Сравнение: { $name }
compare-with-what = С чем сравнить
compare-none = предыдущий период
compare-slice = { $name }
# keys: compare-*
compare-same_period_last_year = те же недели год назад
compare-rest = все остальные
compare-previous =
    { $span ->
        [week] предыдущая неделя
        [month] предыдущий месяц
        [quarter] предыдущий квартал
        [year] предыдущий год
        [days]
            { $days ->
                [one] предыдущий { $days } день
                [few] предыдущие { $days } дня
               *[many] предыдущие { $days } дней
            }
       *[other] такой же срок до этого
    }

# keys: division-*
division-unit = по подразделениям
division-channel = по каналам
division-touchpoint = по точкам контакта
division-stage = по этапам
division-department = по отделам
division-experience = по видам опыта
division-survey = по опросам
division-day = по дням
division-week = по неделям
division-month = по месяцам
division-weekday = по дням недели
division-hour = по часам
division-delivery = по доставке в срок
division-unit_level_1 = по подразделениям первого уровня
division-unit_level_2 = по подразделениям второго уровня
division-unit_level_3 = по подразделениям третьего уровня
division-unit_level_4 = по подразделениям четвёртого уровня

filter-or = { " " }или{ " " }
filter-not = всё, кроме: { $name }
filter-about = О чём условие
filter-back = Другое условие
filter-one-of = Одно из этих
filter-none-of = Ни одно из этих
filter-take-in = Добавить
filter-take-out = Убрать
filter-event-is = событие { $event }
filter-survey-is = опрос { $survey }
filter-mark-between = оценки от { $from } до { $to }
filter-mark-from = оценки от { $from }
filter-mark-to = оценки до { $to }
filter-mark-lowest = От
filter-mark-highest = До
filter-event-name = Название события
filter-known-is = известные { word-people-lower }
filter-has-is = известно: { $identifier }
filter-home-is = чаще всего бывают: { $unit }
filter-done-is = было: { $deed }
filter-not-done-is = не было: { $deed }
filter-deed-times =
    { $times ->
        [1] { "" }
        [one] , не меньше { $times } раза
       *[other] , не меньше { $times } раз
    }
filter-deed-before =
    { $days ->
        [one] { " " }за { $days } день до этого
        [few] { " " }за { $days } дня до этого
       *[many] { " " }за { $days } дней до этого
    }
filter-deed-after =
    { $days ->
        [one] { " " }за { $days } день после этого
        [few] { " " }за { $days } дня после этого
       *[many] { " " }за { $days } дней после этого
    }
filter-deed-within = { " " }({ $period })
deed-what = Что
deed-other-event = событие по названию
deed-times = Не меньше скольких раз
deed-when = Когда
deed-days = Дней
deed-period = Период
# keys: deed-when-*
deed-when-ever = когда угодно
deed-when-before = за несколько дней до события
deed-when-after = за несколько дней после события
deed-when-period = за период

# keys: event-role-*
event-role-order_placed = заказ или чек
event-role-paid = оплата
event-role-item_sold = товар в заказе
event-role-freight_charged = стоимость доставки
event-role-order_approved = подтверждение заказа
event-role-handed_over = передача в доставку
event-role-delivered = заказ получен
event-role-cancelled = отмена заказа
event-role-returned = возврат
event-role-complaint = жалоба
event-role-ticket_opened = обращение открыто
event-role-first_reply = первый ответ
event-role-resolved = обращение решено
event-role-reopened = обращение открыто снова
event-role-wait_started = начало ожидания
event-role-wait_ended = конец ожидания
event-role-payment_failed = ошибка оплаты
event-role-survey_asked = опрос отправлен
event-role-answered = ответ на опрос
event-role-review = публичный отзыв
event-role-contact = другой контакт
event-role-technical = служебное, вне пути

# keys: experience-*
experience-functional = функциональный
experience-emotional = эмоциональный
experience-physical = физический
experience-social = социальный
experience-operational = операционный
experience-digital = цифровой
