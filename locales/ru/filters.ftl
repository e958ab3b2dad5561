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
