## Что мешает больше всего, обещания и их исполнение, кто ответил.

hurts-title = Болевые точки
hurts-say = Больше всего людей задевает «{ $what }»: { $value } всех известных { word-people-genitive }, { $range }.
hurts-say-close = «{ $what }»: { $value } всех известных { word-people-genitive }, { $range }. Задевает ли это больше людей, чем следующее, не отличить от случайного.
hurts-none = Здесь ничего не нашлось: ни долгих ожиданий, ни жалоб, ни сорвавшихся оплат, ни низких оценок.
hurts-all = Все болевые точки
hurts-explained = Долгие ожидания, жалобы, сорвавшиеся оплаты и низкие оценки по числу людей, которых они задели. Событие без известного { word-person-genitive } каждый раз считается отдельным человеком; доли посчитаны среди известных.
hurts-people = Всего известных { word-people-genitive }: { $n }.
hurts-wait = Какое ожидание долгое
hurts-wait-from = Ожидание от { $time }
hurt-where = { $where }: { $what }
hurt-people =
    { $n ->
        [one] { $n } человек
        [few] { $n } человека
       *[many] { $n } человек
    }
hurt-share = { $value } известных, { $range }
# keys: hurt-*
hurt-long_wait = ожидание от { $time }
hurt-complaint = жалобы
hurt-payment_failed = сорвавшиеся оплаты
hurt-low_score = низкие оценки, { $metric }
column-hurt = Что
column-affected = Задело людей
column-times = Раз

promises-say = { $value } доставок приходят позже обещанного, вероятно от { $low } до { $high }.
promises-caution = Разница в оценках не доказывает, что дело в опоздании: те, к кому опоздали, могли отличаться и другим.
promises-none = Доставок с обещанным сроком за этот период нет
promises-none-text = Они появятся, когда заказы сообщат, к какому сроку их обещали и когда доставили.
promises-delay-meaning = На сколько опоздавшие позже обещанного.
promises-in_time = { $name }, доставлено в срок
promises-late-score = { $name }, доставлено с опозданием
promises-metric = В каком показателе считать цену
than-in-time = , чем у тех, кому доставили в срок
# keys: promises-*
promises-promised = Доставки с обещанным сроком
promises-late = Позже обещанного
promises-delay_median = Опоздание, медиана
promises-delay_p90 = Опоздание, p90
promises-in_time_score = Оценка, если в срок
promises-late_score = Оценка, если с опозданием
promises-cost = Разница
# keys: promises-cost-*
promises-cost-lower = У тех, к кому опоздали, { $metric } { $change }.
promises-cost-higher = У тех, к кому опоздали, { $metric } { $change }.
promises-cost-no_clear_change = Сколько это стоит в { $metric }, не отличить от случайного.
promises-cost-too_few = Сколько это стоит в { $metric }, не сказать: таких ответов мало.

response-say = Ответили { $value } из тех, кого спросили, вероятно от { $low } до { $high }.
response-few = Спросили слишком немногих, чтобы судить: { $n }.
response-none = За этот период никого не спрашивали
response-none-text = Доля появится, когда источники сообщат не только кто ответил, но и кого спросили.
response-asked = Спросили
response-answered = Ответили
response-unanswered = Не ответили
response-metric = Какие опросы
response-all = Все опросы
