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

customers-lead =
    { $people ->
        [guest] Известно { $n ->
            [one] { $n } гость
            [few] { $n } гостя
           *[many] { $n } гостей
        }
       *[customer] Известно { $n ->
            [one] { $n } клиент
            [few] { $n } клиента
           *[many] { $n } клиентов
        }
    }
customers-found =
    { $n ->
        [one] Нашёлся { $n } человек
        [few] Нашлись { $n } человека
       *[many] Нашлось { $n } человек
    }
customers-search = Найти
customers-search-how = Номер, почта, телефон или идентификатор устройства: целиком или начало. Телефон можно писать и с 8, и с +7.
customers-none-yet = Здесь появятся все, о ком расскажут события. Загрузите файл или отправьте первое событие.
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

merges-title = Объединение { word-people-genitive }
merges-why = Идентификаторы из одного события принадлежат одному человеку, поэтому записи объединяются. Здесь видно, какие и почему. Объединение можно отменить: история снова разделится, и эти двое останутся разными людьми.
merges-done = Объединены
merges-none = Пока никого не объединяли.
merges-by = Почему
merges-said = так решил { $who }
merges-when = Когда
merges-undo = Отменить
merges-undo-sure = Да, это разные люди
merges-keep = Нет, оставить
merges-undone = отменено: { $who }, { $date }
merge-with = Объединить с другой записью
merge-with-how = Если у одного человека оказалось две записи, найдите вторую по номеру, почте или телефону. Истории сразу станут одной; это можно отменить.
merge-do = Объединить с { $label }
merge-done = Объединено: { $label }. Отменить можно в списке объединений.
merge-list = К списку
conflicts-title = Не объединены
conflicts-why = Похоже на одного человека, но записи остались порознь. Если это всё-таки один человек, объедините их на странице любой из записей.
conflicts-none = Записей, похожих на одного человека и оставшихся порознь, нет.
conflicts-shared = Идентификаторы, общие для многих, например телефон точки
conflicts-neighbours = Встретился с другими людьми
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
