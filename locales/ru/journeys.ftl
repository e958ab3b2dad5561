## Пути клиентов: карта, воронки, пути, варианты, удержание, жизненный цикл.


# keys: journeys-*
journeys-map = Карта
journeys-funnel = Воронка
journeys-retention = Удержание
journeys-paths = Откуда и куда
journeys-variants = Варианты пути
journeys-expected = Задуманный путь
journeys-pains = Выручка под риском
journeys-lifecycle = Жизненный цикл
journeys-step = Периоды
journeys-step-day = Дни
journeys-step-week = Недели
journeys-step-month = Месяцы
journeys-compare = Сравнить
journeys-compare-none = Не сравнивать
journeys-compare-before = С предыдущим периодом
journeys-compare-year = Тот же период годом раньше
journeys-people =
    { $people ->
        [guest]
            { $n ->
                [one] { $n } гость
                [few] { $n } гостя
               *[many] { $n } гостей
            }
       *[customer]
            { $n ->
                [one] { $n } клиент
                [few] { $n } клиента
               *[many] { $n } клиентов
            }
    }
# keys: journeys-expected-*
journeys-expected-compared = пути, которые сверены с задуманным
journeys-expected-unfinished = пути, которые ещё не окончены
journeys-expected-conforming = пути точно как задумано
journeys-expected-keeping = каждый шаг на месте и вовремя
journeys-expected-differing = пути с отличиями от задуманного
journeys-expected-taken = «{ $name }» на своём месте
journeys-expected-skipped = пропущено: «{ $name }»
journeys-expected-inserted = лишнее: «{ $name }»
journeys-expected-out_of_order = не по порядку: «{ $name }»
journeys-expected-late = слишком поздно: «{ $name }»
pain-where = { $where }: { $what }
# keys: pain-*
pain-lost = не сделали заказ за сутки
pain-payment_failed = платёж не прошёл
pain-long_wait = ожидание от { $time }
pain-left_queue = ушли из очереди
pain-repeated = пришлось повторить в течение недели
pain-channel_switched = продолжили в другом канале
pain-score_dropped = оценка ниже прежней
journey-other = прочее
periods-later =
    { $step ->
        [hour]
            { $n ->
                [one] через { $n } час
                [few] через { $n } часа
               *[many] через { $n } часов
            }
        [day]
            { $n ->
                [one] через { $n } день
                [few] через { $n } дня
               *[many] через { $n } дней
            }
        [month]
            { $n ->
                [one] через { $n } месяц
                [few] через { $n } месяца
               *[many] через { $n } месяцев
            }
       *[week]
            { $n ->
                [one] через { $n } неделю
                [few] через { $n } недели
               *[many] через { $n } недель
            }
    }

event-find = Найти событие
event-none-found = Такого события нет.
event-any = любое событие
event-change = { $what }: { $name }. Выбрать другое событие
event-of-stage = что угодно на этапе «{ $stage }»
event-of-channel = что угодно в канале «{ $channel }»
# keys: event-by-*
event-by-touchpoint = Точки контакта
event-by-role = Что происходит
event-by-stage = Этапы пути
event-by-channel = Каналы
event-by-event = Как называют источники

funnel-begin =
    { $people ->
        [guest] Где мы теряем гостей?
       *[customer] Где мы теряем клиентов?
    }
funnel-begin-how = Выберите по порядку не меньше двух шагов. О каждом будет видно, кто его сделал, через какое время и сколько людей не дошли до следующего.
funnel-starters = Или начните с готовой воронки:
funnel-built = Шаги воронки
funnel-step-first = первый шаг
funnel-step-add = шаг
funnel-step-change = Шаг { $n }: { $name }. Выбрать другое событие
funnel-step-up = На место выше: { $name }
funnel-step-down = На место ниже: { $name }
funnel-step-remove = Убрать шаг: { $name }
funnel-step-settings = Настроить шаг: { $name }
funnel-step-optional = можно пропустить
funnel-step-optional-how = Этот шаг можно пропустить
funnel-step-within = не позже чем через { $length }
funnel-step-limit = Самое большее после предыдущего шага
funnel-step-limit-none = Пока открыто окно
funnel-exclusions = Чего не должно быть
funnel-exclusion-add = чего не должно быть на пути
funnel-without = Без события
funnel-between = между шагами
funnel-exclusion-after = После какого шага не должно быть: { $name }
funnel-exclusion-before = До какого шага не должно быть: { $name }
funnel-exclusion-remove = Снова разрешить: { $name }
funnel-window = Окно от первого шага
funnel-order = Порядок
# keys: funnel-order-*
funnel-order-ordered = По порядку, между шагами что угодно
funnel-order-strict = По порядку, между шагами ничего
funnel-order-any = В любом порядке
funnel-counting = Что считать
# keys: funnel-counting-*
funnel-counting-latest_start = Лучшую попытку каждого
funnel-counting-first_entry = Первую попытку каждого
funnel-counting-totals = Все попытки
funnel-counting-sessions = Лучшую попытку за посещение
funnel-hold = Все шаги — в рамках
# keys: funnel-hold-*
funnel-hold-none = Без ограничения
funnel-hold-order = Одного заказа
funnel-hold-session = Одного сеанса
funnel-hold-ticket = Одного обращения
funnel-excluded = Что отбрасывать из-за запрета
# keys: funnel-excluded-*
funnel-excluded-attempt = Попытку
funnel-excluded-person = Человека целиком
funnel-by = Разбить
# keys: funnel-by-*
funnel-by-none = Не разбивать
funnel-by-title = Воронка в разбивке: { $by }
funnel-at = По чьему значению
# keys: funnel-at-*
funnel-at-first = По первому шагу
funnel-at-last = По последнему сделанному шагу
funnel-lead =
    { $people ->
        [guest]
            { $n ->
                [one] Из { $n } начавшего гостя до конца дошли { $value } (от { $low } до { $high })
               *[many] Из { $n } начавших гостей до конца дошли { $value } (от { $low } до { $high })
            }
       *[customer]
            { $n ->
                [one] Из { $n } начавшего клиента до конца дошли { $value } (от { $low } до { $high })
               *[many] Из { $n } начавших клиентов до конца дошли { $value } (от { $low } до { $high })
            }
    }
funnel-lead-few =
    { $n ->
        [one] Начал только { $n } человек: мало, чтобы сказать, сколько доходит до конца
        [few] Начали только { $n } человека: мало, чтобы сказать, сколько доходит до конца
       *[many] Начали только { $n } человек: мало, чтобы сказать, сколько доходит до конца
    }
funnel-lead-nobody = В этом периоде воронку никто не начинал
funnel-largest-loss = Больше всего теряется после шага «{ $step }»: { $value }, { $range }.
funnel-title = Шаги
funnel-say = Полоса — доля от начавших, скобка в ней — доверительный интервал. Кто ещё может дойти, посчитан отдельно.
funnel-of-first = от начавших
funnel-of-previous = от предыдущего шага
funnel-attempts =
    { $n ->
        [one] { $n } попытка
        [few] { $n } попытки
       *[many] { $n } попыток
    }
funnel-times = половина за { $median }, девять из десяти за { $p90 }
funnel-lost = потеряны после шага «{ $name }»
funnel-fell =
    { $n ->
        [one] Потерян { $n }
       *[many] Потеряно { $n }
    }
funnel-lost-money = { $amount } на их последнем шаге
funnel-unfinished-at = ещё могут пойти дальше после шага «{ $name }»
funnel-unfinished =
    { $n ->
        [one] { $n } ещё может дойти
       *[many] { $n } ещё могут дойти
    }
funnel-unfinished-how = У кого окно ещё открыто, те могут дойти, поэтому в доли они не входят.
funnel-dropped =
    { $n ->
        [one] { $n } человек не в счёт: из-за запретов от его попыток ничего не осталось
        [few] { $n } человека не в счёт: из-за запретов от их попыток ничего не осталось
       *[many] { $n } человек не в счёт: из-за запретов от их попыток ничего не осталось
    }
funnel-dropped-name = не в счёт из-за запретов
funnel-any-so-many =
    { $n ->
        [one] { $n } шаг
        [few] { $n } шага
       *[many] { $n } шагов
    }
# keys: funnel-people-*
funnel-people-reached = сделали шаг «{ $step }»
funnel-people-fell = потеряны после шага «{ $step }»
funnel-people-unfinished = ещё могут пойти дальше после шага «{ $step }»
funnel-people-dropped = не в счёт из-за запретов
funnel-column-step = Шаг
funnel-column-reached = Людей
funnel-column-attempts = Попыток
funnel-column-of-first = От начавших
funnel-column-of-previous = От предыдущего шага
funnel-column-fell = Потеряно
funnel-column-fell-share = Доля потерянных
funnel-column-unfinished = Ещё могут дойти
funnel-column-median = Медиана времени
funnel-column-p90 = p90 времени
funnel-times-of = Время какого шага
funnel-times-title = Сколько времени прошло до шага «{ $step }»
funnel-times-say = Девять из десяти укладываются в { $p90 }, половина — в { $median } (от { $low } до { $high }).
funnel-times-few = Шаг сделали слишком немногие, чтобы сказать, сколько он занимает.
times-column-time = Время
times-column-n = Сколько
times-up-to = до { $to }
times-between = от { $from } до { $to }
times-from = { $from } и дольше
times-median = медиана

retention-asked = Что посчитать
retention-start = Начинают с события
retention-back = Возвращаются с событием
retention-entry = Кто попадает в строку
# keys: retention-entry-*
retention-entry-first_time = Кто начал впервые
retention-entry-recurring = Все, кто начал в этом периоде
retention-returning = Что считать возвращением
# keys: retention-returning-*
retention-returning-on = Именно в этом периоде
retention-returning-on_or_after = В этом периоде или позже
retention-lead = Возвращаются { periods-later }: { $share } ({ $range })
retention-lead-none = Прошло слишком мало времени, чтобы кто-нибудь вернулся
retention-title = Кто возвращается
retention-say =
    { $step ->
        [hour] Строка — час, когда люди начали, столбцы — часы с тех пор. 0 — вернулись в тот же час.
        [day] Строка — день, когда люди начали, столбцы — дни с тех пор. 0 — вернулись в тот же день.
        [month] Строка — месяц, когда люди начали, столбцы — месяцы с тех пор. 0 — вернулись в тот же месяц.
       *[week] Строка — неделя, когда люди начали, столбцы — недели с тех пор. 0 — вернулись на той же неделе.
    }
retention-cell = начали { $date }, { periods-later }: { $share }, { $range }
retention-mean = Все вместе
retention-mean-told = { $range }; если периоды равноправны: { $simple }; периодов: { $n }
# keys: retention-change-*
retention-change-higher = выше, чем раньше
retention-change-lower = ниже, чем раньше
retention-unfinished = период не закончился
retention-unfinished-how = Штриховка: период ещё не закончился, вернуться могут и другие. В среднее он не входит.
retention-column-cohort = Начали
retention-column-size = Людей
retention-column-distance = Через сколько периодов
retention-column-returned = Вернулись
retention-column-share = Доля
retention-column-state = Состояние
retention-people-began = начали с события «{ $event }», { $date }
retention-people-back = вернулись { periods-later } с событием «{ $event }»

map-title = Карта пути
map-options = Что показать на карте
map-lead =
    { $people ->
        [guest]
            { $n ->
                [one] Путь { $n } гостя
               *[many] Пути { $n } гостей
            }
       *[customer]
            { $n ->
                [one] Путь { $n } клиента
               *[many] Пути { $n } клиентов
            }
    }: { $journeys ->
        [one] { $journeys } раз от начала до конца
        [few] { $journeys } раза от начала до конца
       *[many] { $journeys } раз от начала до конца
    }
map-coverage = Стрелки на карте — { $share } всех переходов.
map-unplaced =
    { $n ->
        [one] { $n } событие не относится ни к одной точке контакта, и на карте его нет; отнести его можно здесь:
        [few] { $n } события не относятся ни к одной точке контакта, и на карте их нет; отнести их можно здесь:
       *[many] { $n } событий не относятся ни к одной точке контакта, и на карте их нет; отнести их можно здесь:
    }
map-none = Рисовать нечего: за этот период у известных нам { word-people-genitive } нет событий в точках контакта. Возьмите период побольше или отнесите события к точкам контакта:
map-journey-of = Один путь — это
# keys: map-journey-of-*
map-journey-of-pause = Всё без долгой паузы
map-journey-of-customer = Всё, что делал человек
map-journey-of-order = Один заказ
map-journey-of-session = Один сеанс
map-journey-of-ticket = Одно обращение
map-pause = Долгая пауза — больше чем
map-metric = Оценка в точках контакта
map-nodes = Точек контакта отдельно
map-edges = Стрелок
map-look = Вид
# keys: map-look-*
map-look-map = Карта
map-look-list = Список
map-detail = Подробность
map-detail-stages = Этапы
map-detail-touchpoints = Точки контакта
map-no-stage = вне этапов
map-stage-open = Показать точки контакта этапа «{ $stage }»
map-stage-close = Показать этап «{ $stage }» целиком
map-canvas = Карта пути: точки контакта по этапам и стрелки между ними. Стрелки на клавиатуре двигают карту, плюс и минус меняют масштаб, ноль возвращает всё. То же самое есть в списке.
map-readout = Наведите на точку контакта или стрелку, чтобы прочитать цифры; нажмите, чтобы увидеть людей. Карту можно двигать мышью, а с Ctrl колесо меняет масштаб.
map-zoom = Масштаб
map-nearer = Ближе
map-farther = Дальше
map-fit = Всё
map-node-share = здесь были { $share } ({ $range })
map-ends = { $share } заканчивают путь здесь ({ $range })
map-ends-short = конец { $share }
map-edge-share = так идут { $share } ({ $range })
map-people-start = начали путь в точке «{ $node }»
map-people-end = закончили путь в точке «{ $node }»
map-curve = По этапам: { $metric }
map-curve-none = не спрашивали
map-pain = { $what }: под риском { $range }
map-moment = момент истины: после неё возвращаются чаще
map-complaints =
    { $days ->
        [one] { $share } жаловались в течение { $days } дня после неё ({ $range })
       *[other] { $share } жаловались в течение { $days } дней после неё ({ $range })
    }
map-complaints-short = жалобы { $share }
map-waits = половина ждала не дольше { $median }, девять из десяти — не дольше { $p90 }
map-waits-short = ждут { $time }
map-waits-p90 = p90 { $time }
# keys: map-people-*
map-people-complained =
    { $days ->
        [one] жаловались в течение { $days } дня после точки «{ $node }»
       *[other] жаловались в течение { $days } дней после точки «{ $node }»
    }
map-people-waited = ждали в точке «{ $node }»
map-column-complaints = Жаловались после неё
map-column-wait-median = Половина ждала не дольше
map-column-wait-p90 = Девять из десяти ждали не дольше
map-compare-channel = Канал: { $channel }
map-compare-unit = { $unit }
map-differ =
    { $compared ->
        [one] Уверенно отличаются { $differ } из { $compared } точки контакта или стрелки.
       *[other] Уверенно отличаются { $differ } из { $compared } точек контакта и стрелок.
    }
map-more = чаще, + п. п.
map-less = реже, − п. п.
map-same = различия не видно
map-column-from = Откуда
map-column-to = Куда
map-column-times = Раз
map-column-touchpoint = Точка контакта
map-column-stage = Этап
map-column-ends = Путь заканчивается здесь
map-table-nodes = Точки контакта
map-table-edges = Переходы
map-drawn = Сама карта
map-sides = Сравнение
# keys: map-sides-*
map-sides-difference = Различия
map-sides-beside = Рядом
# keys: map-side-*
map-side-before = Предыдущий период
map-side-year = Тот же период год назад
map-none-beside = В этих точках контакта никого не было.

variants-title = Пути целиком
variants-say = От первой точки контакта до последней, сначала самые частые. Повторы одной точки подряд считаются за один раз.
variants-lead =
    { $n ->
        [one] { $n } вариант пути
        [few] { $n } разных варианта пути
       *[many] { $n } разных вариантов пути
    }, всего путей: { $journeys }
variants-coverage =
    { $n ->
        [one] Самый частый — { $share } всех путей ({ $range }).
       *[many] { $n } самых частых — { $share } всех путей ({ $range }).
    }
variants-journeys =
    { $n ->
        [one] { $n } путь
        [few] { $n } пути
       *[many] { $n } путей
    }
variants-none = В этом периоде путей нет.
variants-column-way = Путь
variants-column-journeys = Путей

paths-title = Шаг за шагом
paths-say = Доли — от всех путей, где была эта точка контакта; считается её первое появление в пути. Что не показано отдельно, собрано в «прочее».
paths-lead =
    { $n ->
        [one] { $n } путь
        [few] { $n } пути
       *[many] { $n } путей
    } через точку «{ $node }»
paths-none = В этом периоде здесь никого не было.
paths-no-touchpoints = В каталоге пока нет точек контакта. Укажите, что означают ваши события:
paths-node = Точка контакта
paths-side = Что показать
# keys: paths-side-*
paths-side-from = Куда идут отсюда
paths-side-to = Откуда приходят
paths-side-through = И то и другое
paths-depth = Сколько шагов
paths-level-here = Здесь
paths-level-after =
    { $n ->
        [one] На { $n } шаг позже
        [few] На { $n } шага позже
       *[many] На { $n } шагов позже
    }
paths-level-before =
    { $n ->
        [one] На { $n } шаг раньше
        [few] На { $n } шага раньше
       *[many] На { $n } шагов раньше
    }
paths-began =
    { $n ->
        [one] { $n } начался здесь
       *[many] { $n } начались здесь
    }
paths-ended =
    { $n ->
        [one] { $n } закончился здесь
       *[many] { $n } закончились здесь
    }
paths-more = и ещё { $n }
paths-column-step = Шаг
paths-column-began = Начались
paths-column-ended = Закончились
# keys: path-people-*
path-people-at = были в точке «{ $node }»
path-people-began = начали в точке «{ $node }»
path-people-ended = закончили в точке «{ $node }»
path-people-about = пути через «{ $node }»

lifecycle-title = Кто пришёл, остался, вернулся, затих
lifecycle-say = Над чертой — кто был активен в периоде, под чертой — кто был активен только в предыдущем. Бледный столбец ещё не закончился.
lifecycle-lead = { $period }: новых — { $new }, вернулись после паузы — { $back }, затихли — { $dormant }
lifecycle-active = Активен тот, у кого есть
lifecycle-told = { $period }, { $state }: { $n }
lifecycle-column-period = Период
# keys: lifecycle-*
lifecycle-new = Новые
lifecycle-returning = Остались
lifecycle-resurrecting = Вернулись после паузы
lifecycle-dormant = Затихли
lifecycle-meaning-new = активны впервые
lifecycle-meaning-returning = активны, как и в предыдущем периоде
lifecycle-meaning-resurrecting = активны снова, а в предыдущем периоде не были
lifecycle-meaning-dormant = были активны только в предыдущем периоде
