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

merges-title = Одно лицо
merges-why = Идентификаторы из одного события принадлежат одному человеку. Здесь видно, кого и почему объединили. Объединение можно отменить: история снова разделится, и эти двое останутся разными людьми.
merges-done = Объединённые
merges-none = Пока никого не объединяли.
merges-absorbed = Присоединён
merges-by = Почему
merges-said = так решил { $who }
merges-when = Когда
merges-undo = Отменить
merges-undo-sure = Да, это разные люди
merges-undone = отменено: { $who }, { $date }
merge-with = Это тот же человек, что и кто-то ещё?
merge-with-how = Найдите второго. Истории сразу станут одной; это можно отменить.
merge-do = Объединить с { $label }
conflicts-title = Не объединённые
conflicts-why = Признаки, которые мы видели, но им не последовали.
conflicts-none = Таких нет.
conflicts-shared = Общие для многих, поэтому ничьи
conflicts-neighbours = Встретился с другими
conflicts-refused = Встретились вместе, но остались порознь
conflicts-reason = Почему
conflicts-apart = человек решил, что это двое разных людей
conflicts-too-large = слишком много идентификаторов стало бы одним человеком
conflicts-more = Показаны первые 200 тех и других.

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
