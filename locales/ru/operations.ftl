## Orders and service.

operations-lead =
    { $orders ->
        [one] { $orders } заказ,
        [few] { $orders } заказа,
       *[many] { $orders } заказов,
    } { $people ->
        [guest]
            { $customers ->
                [one] { $customers } гость
                [few] { $customers } гостя
               *[many] { $customers } гостей
            }
       *[customer]
            { $customers ->
                [one] { $customers } клиент
                [few] { $customers } клиента
               *[many] { $customers } клиентов
            }
    }
operations-group = Группа показателей
operations-figure = Показатель

# keys: group-*
group-orders = Заказы
group-money = Деньги
group-delivery = Обещания доставки
group-service = Сервис
group-waiting = Ожидание

# keys: field-*
field-orders = Заказы
field-customers = { word-people }
field-repeat_customers = { word-people }, заказавшие не раз
field-anonymous_share = Доля заказов без { word-person-genitive }
field-items = Позиции в заказах
field-goods = Товары
field-freight = Доставка
field-paid = Оплачено
field-average_order = Средний заказ
field-delivered = Доставлено
field-late_by_time = Позже обещанного времени
field-late_by_date = Позже обещанного дня
field-delivery_mean = Время до доставки, в среднем
field-delivery_median = Время до доставки, медиана
field-complaints_per_100 = Жалобы на 100 заказов
field-returns_per_100 = Возвраты на 100 заказов
field-first_contact_resolution = Решено с первого обращения
field-first_reply_median = Первый ответ, медиана
field-waiting_median = Ожидание, медиана
field-waiting_p90 = Ожидание, p90: дольше ждёт каждый десятый
field-revenue = Выручка
field-revenue_share = Доля выручки
field-orders_share = Доля заказов
field-repeat_rate = Заказали больше одного раза
field-first_reply_p90 = Первый ответ, p90: каждый десятый ждёт дольше
field-resolution_median = Время до решения, медиана
field-resolution_p90 = Время до решения, p90: у каждого десятого дольше
field-repeated_over_channels = Рассказали об одном и том же в двух каналах
field-long_wait = Ждали { $time } и дольше
field-payment_failed = Оплаты, которые не прошли
field-answered = Спросили, и ответили
field-unanswered = Спросили, но не ответили

orders-span = с { $first } по { $last }
late-count =
    { $n ->
        [one] { $n } заказ
        [few] { $n } заказа
       *[many] { $n } заказов
    }

statuses = Заказы по статусам
# keys: status-*
status-created = создан
status-approved = принят
status-invoiced = выставлен счёт
status-processing = собирается
status-shipped = в пути
status-delivered = доставлен
status-canceled = отменён
status-cancelled = отменён
status-unavailable = нет в наличии
status-placed = оформлен
status-handed_over = передан в доставку
status-returned = возвращён
