## Качество данных.

quality-empty = За этот период событий нет.
quality-none = Событий пока нет: как только они придут, здесь будет видно, можно ли на них положиться.
quality-lead = Стоит проверить: { $what }.
quality-lead-nothing = Замечаний к данным нет: источники говорят, пропусков и сбитых часов не видно.
# keys: quality-lead-*
quality-lead-silent =
    { $n ->
        [one] { $n } источник молчит
        [few] { $n } источника молчат
       *[many] { $n } источников молчат
    }
quality-lead-gaps =
    { $n ->
        [one] { $n } пропуск в событиях
        [few] { $n } пропуска в событиях
       *[many] { $n } пропусков в событиях
    }
quality-lead-clocks =
    { $n ->
        [one] { $n } сбитые часы
        [few] { $n } сбитых часов
       *[many] { $n } сбитых часов
    }
quality-lead-renamed =
    { $n ->
        [one] { $n } событие переименовано
        [few] { $n } события переименованы
       *[many] { $n } событий переименованы
    }
quality-lead-gaming =
    { $n ->
        [one] { $n } признак накрутки
        [few] { $n } признака накрутки
       *[many] { $n } признаков накрутки
    }
quality-why = Здесь видно, на чём стоят все остальные цифры. Само собой ничего не исключается: что делать с замечанием, решает человек.
quality-placed = События с точкой контакта
quality-placed-meaning = Доля событий, чей вид размечен в справочнике точек контакта.
quality-known = События с известным { $people ->
        [guest] гостем
       *[customer] клиентом
    }
quality-known-meaning = Доля событий, у которых есть хоть один идентификатор. Остальные считаются только для подразделения.
quality-doubled = Повторы под другим номером
quality-doubled-meaning = Доля событий, которые совпадают с другим во всём, кроме номера: время, заказ, сумма, человек.
quality-findings = Что заметно в потоке событий
quality-nothing-found = Ничего необычного.
quality-more =
    { $n ->
        [one] и ещё { $n }
       *[many] и ещё { $n }
    }
quality-where = { $source }, { $unit }
quality-days = с { $first } по { $last }
quality-silent-title = Замолчали
quality-silent = последнее событие { $date }
quality-gaps-title = Дни без событий
quality-gap =
    { $usual ->
        [one] { $days }: обычно за это время { $usual } событие
        [few] { $days }: обычно за это время { $usual } события
       *[many] { $days }: обычно за это время { $usual } событий
    }
quality-clocks-title = Сбитые часы
quality-clock-ahead =
    { $hours ->
        [one] спешили на { $hours } час с недели { $date }
        [few] спешили на { $hours } часа с недели { $date }
       *[many] спешили на { $hours } часов с недели { $date }
    }
quality-clock-behind =
    { $hours ->
        [one] отставали на { $hours } час с недели { $date }
        [few] отставали на { $hours } часа с недели { $date }
       *[many] отставали на { $hours } часов с недели { $date }
    }
quality-renamed-title = Похоже, событие переименовали
quality-renamed = источник { $source }, { $date }
quality-renamed-other-place = У новых событий в справочнике другое место.
quality-sources = Источники
quality-late-note = «Позже суток»: пришли больше чем через сутки после того, как произошли. История, загруженная из файлов, вся такая.
column-source = Источник
column-last-received = Последнее получено
column-late = Позже суток
column-ahead = Из будущего
column-known = Известен { $people ->
        [guest] гость
       *[customer] клиент
    }
quality-refused = Отклонённые события
quality-refused-none = За этот период ничего не отклонено.
quality-touchpoints = Точки контакта
quality-units = Подразделения

gaming-title = Признаки накрутки
gaming-why = Когда от оценок зависят премии, цифрам начинают помогать. Это признаки, а не доказательства.
gaming-none = Признаков не видно.
gaming-bursts = Всплески ответов
gaming-burst =
    { $n ->
        [one] { $date }: { $n } ответ за час, обычно { $usual }
        [few] { $date }: { $n } ответа за час, обычно { $usual }
       *[many] { $date }: { $n } ответов за час, обычно { $usual }
    }
gaming-tens = Слишком много десяток
gaming-ten = десяток среди девяток и десяток { $own }, в других подразделениях { $rest } ({ $change }; ответов { $n })
gaming-cards = Слишком много покупок по одной карте
gaming-customer = № { $number }
gaming-card =
    { $days ->
        [one] { $unit }: { $days } день, до { $most } покупок за день, последний раз { $date }
        [few] { $unit }: { $days } дня, до { $most } покупок за день, последний раз { $date }
       *[many] { $unit }: { $days } дней, до { $most } покупок за день, последний раз { $date }
    }
gaming-devices = Ответы многих клиентов с одного устройства
gaming-device-number = Устройство № { $number } ({ $device })
gaming-device =
    { $n ->
        [one] { $unit }: { $n } ответ, клиентов: { $people }. Так же выглядит планшет на стойке
        [few] { $unit }: { $n } ответа, клиентов: { $people }. Так же выглядит планшет на стойке
       *[many] { $unit }: { $n } ответов, клиентов: { $people }. Так же выглядит планшет на стойке
    }
gaming-answers = Много ответов одного человека за день
gaming-answer =
    { $n ->
        [one] { $unit }: { $n } ответ { $date }
        [few] { $unit }: { $n } ответа { $date }
       *[many] { $unit }: { $n } ответов { $date }
    }
