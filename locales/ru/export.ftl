## Архив с данными одного человека: пояснение и столбцы таблиц.

# keys: privacy-column-*
privacy-column-time = Когда
privacy-column-touchpoint = Точка контакта
privacy-column-name = Событие
privacy-column-source = Источник
privacy-column-channel = Канал
privacy-column-unit = Подразделение
privacy-column-order = Заказ
privacy-column-amount = Сумма
privacy-column-currency = Валюта
privacy-column-survey = Опрос
privacy-column-question = Вопрос
privacy-column-mark = Оценка
privacy-column-text = Комментарий
privacy-column-properties = Прочее
privacy-column-purpose = Цель
privacy-column-answer = Ответ
privacy-column-text-version = Редакция текста
privacy-column-way = Как получено
privacy-column-recorded-at = Записано
privacy-column-recorded-by = Кто записал

privacy-export-readme =
    Что известно о клиенте { $label }
    Компания: { $company }
    Выгрузил(а): { $by }, { $at } (время всемирное, UTC)

    person.json — имена, контакты и итоги: по каким идентификаторам клиент известен, когда был впервые и в последний раз.
    events.csv — всё, что происходило, по порядку; открывается в любой таблице. Событий: { $events }.
    events.jsonl — то же самое для программ, со всеми полями.
    consents.csv — согласия и отказы по целям. Записей: { $consents }.
