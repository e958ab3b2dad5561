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
