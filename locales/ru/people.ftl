## People: those behind a figure, the list of customers, one customer's timeline, critics' comments.

people-title = { word-people } за этой цифрой
people-question-broken = Адрес скопирован не целиком: непонятно, чьих { word-people-genitive } показать.
people-count =
    { $n ->
        [one] { $n } человек
        [few] { $n } человека
       *[many] { $n } человек
    }
people-rows =
    { $n ->
        [one] { $n } запись
        [few] { $n } записи
       *[many] { $n } записей
    }
people-anonymous =
    { $n ->
        [one] { $n } без имени
       *[many] { $n } без имени
    }
people-none = За этой цифрой никого нет.
people-unknown = Без имени

event-order = заказ { $order }
event-score = { $end ->
    [0] { $value }
   *[other] { $value } из { $end }
}

customers-search = Найти
customers-search-how = Номер, почта, телефон или идентификатор устройства: целиком или начало. Телефон можно писать и с 8, и с +7.
customers-none-yet = Пусто: список наполнится с первыми событиями.
customers-none-found = Никого не нашлось. Ищем по номеру, почте, телефону и идентификатору устройства, целиком или по началу.
column-person = Кто
column-identifiers = Идентификаторы
column-home-unit = Подразделение
column-events = Событий
column-last-event = Последнее событие

# keys: identifier-*
identifier-external = Номер
identifier-email = Почта
identifier-phone = Телефон
identifier-messenger = Мессенджер
identifier-anonymous = Устройство

customer-first = Первое событие
customer-last = Последнее событие
customer-spent = Потрачено
customer-score = { $value } ({ $date })
timeline-none = Событий в этом канале нет.

feedback-show = Какие комментарии показать
# keys: feedback-show-*
feedback-show-unread = Непрочитанные
feedback-show-all = Все
feedback-read = Отметить прочитанным
feedback-is-read = прочитано
feedback-read-all =
    { $n ->
        [one] Отметить прочитанным { $n } комментарий
        [few] Отметить прочитанными { $n } комментария
       *[many] Отметить прочитанными { $n } комментариев
    }
feedback-count =
    { $n ->
        [one] { $n } комментарий
        [few] { $n } комментария
       *[many] { $n } комментариев
    }
feedback-none-unread = Непрочитанных комментариев критиков за этот период нет.
feedback-none = Комментариев критиков за этот период нет.
