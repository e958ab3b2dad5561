## Карты, на которых рисуют и пишут: задуманный путь.

expected-begin = Каким должен быть путь?
expected-begin-how = Нажимайте на точки контакта в том порядке, в каком они должны идти. Начиная с двух шагов с задуманным сверяются настоящие пути.
expected-lead = { $share } путей проходят точно как задумано ({ $range })
expected-lead-none = Пока нельзя сказать, идут ли пути как задумано: { $range }
expected-keeping = { $share } проходят каждый шаг на своём месте и вовремя, что бы ни делали между ними
expected-fitness = Настоящие и задуманный пути сходятся в { $value } всех ходов ({ $range }).
expected-drawn = Задуманный путь
expected-pick-first = Выберите первую точку контакта
expected-pick-next = Выберите следующую точку контакта
expected-pick = Шаг { $n }: { $name }
expected-full = В задуманном пути до { $n } шагов.
expected-or = { " или " }
expected-or-add = или …
expected-or-add-name = или … другая точка контакта вместо «{ $name }»
expected-or-remove = Больше не годится: { $name }
expected-window = Путь длится до
# keys: expected-count-*
expected-count-compared =
    { $n ->
        [one] Сверен { $n } путь
        [few] Сверено { $n } пути
       *[many] Сверено { $n } путей
    }
expected-count-conforming = как задумано: { $n }
expected-count-differing = с отличиями: { $n }
expected-count-unfinished = ещё не окончены: { $n }
expected-none = В этом периоде такой путь никто не начинал. Выберите другой первый шаг или период подлиннее.
expected-none-over = Ни один путь этого периода ещё не окончен. Выберите более ранний период или меньший срок.
expected-steps = Шаг за шагом
expected-steps-say = Доля путей, где шаг сделан на своём месте, и что стало с остальными.
expected-begins = здесь путь начинается
expected-taken = { $share } — на своём месте
# keys: expected-part-*
expected-part-taken = на своём месте
expected-part-skipped = пропущен
expected-part-out_of_order = не по порядку
expected-part-late = слишком поздно
expected-then = , затем{ " " }
expected-inserted = Что делают между шагами
expected-inserted-say = Точки контакта, которых в задуманном пути на этом месте нет, и доля путей, где они есть.
expected-inserted-none = Ничего лишнего между шагами нет.
expected-once-more = шаг ещё раз
expected-times =
    { $n ->
        [one] { $n } раз
        [few] { $n } раза
       *[many] { $n } раз
    }
expected-ways = Чем пути отличаются
expected-ways-say = Показано вариантов отличий: { $n } из { $all }, сначала самые частые; на них приходится { $share } путей с отличиями. Доли — от всех сверенных путей.
expected-ways-none = Отличий нет ни в одном пути.
expected-example = например, { $name }
expected-column-part = Что с ним стало
expected-column-touchpoint = Точка контакта
expected-column-way = Отличия
expected-how = Путь начинается с первого шага и окончен, когда пройдены все обязательные шаги или вышло время. Его прикладывают к задуманному так, чтобы отличий было как можно меньше. Пути, время которых не вышло, не считаются. Повторы одной точки контакта подряд считаются за один раз.

canvas-map = Карта
canvas-map-none = только найденное в данных
canvas-new = новая карта
canvas-new-how = Заметки, названия, дорожки и задуманный путь живут на вашей карте, а цифры остаются из данных.
canvas-name = Название
canvas-purpose = Что показывает карта
# keys: canvas-purpose-*
canvas-purpose-as_is = как есть
canvas-purpose-to_be = как должно быть
canvas-share = Видят все коллеги; писать на ней могут те, кто сохраняет виды
canvas-begin = Начать карту
canvas-remove = Удалить карту
canvas-remove-sure = Удалить карту «{ $name }» вместе с заметками
canvas-expected = Сверить пути с задуманным на этой карте, шагов: { $n }
canvas-expected-draw = Нарисовать задуманный путь для этой карты
canvas-lanes = Что стоит за этапами
canvas-lanes-how = Написанное сохраняется, когда вы выходите из поля.
canvas-lane-of = { $lane }: { $stage }
# keys: canvas-lane-*
canvas-lane-persona = Персона
canvas-lane-goal = Цель
canvas-lane-actions = Действия
canvas-lane-thoughts = Мысли
canvas-lane-feelings = Чувства
canvas-lane-barriers = Барьеры
canvas-lane-ideas = Идеи
canvas-lane-backstage_owner = Ответственный за кулисами
# keys: canvas-ask-*
canvas-ask-persona = Кто это?
canvas-ask-goal = Чего хочет?
canvas-ask-actions = Что делает?
canvas-ask-thoughts = Что думает?
canvas-ask-feelings = Что чувствует?
canvas-ask-barriers = Что мешает?
canvas-ask-ideas = Что можно улучшить?
canvas-ask-backstage_owner = Кто за это отвечает?
canvas-notes = Заметки
canvas-notes-none = На этой карте нет заметок.
canvas-notes-none-write = Заметок пока нет. Нажмите «+» на карте или выберите место выше и напишите первую.
canvas-read-only = Эту карту можно читать; чтобы писать на ней, нужно право сохранять виды.
canvas-notes-at =
    { $n ->
        [one] { $name }: { $n } заметка
        [few] { $name }: { $n } заметки
       *[many] { $name }: { $n } заметок
    }
canvas-note-add-at = { $name }: написать заметку
canvas-note-place = Где
canvas-note-text = Заметка
canvas-note-pin = Прикрепить заметку
canvas-note-keep = Сохранить
canvas-note-rewrite = Изменить
canvas-note-rewrite-name = Изменить заметку: { $text }
canvas-note-take-off = Снять
canvas-note-take-off-sure = Снять заметку: { $text }
canvas-note-changed = изменено
canvas-place-gone = Этой точки контакта больше нет в каталоге; заметка сохранена.
canvas-place-unseen = Сейчас на карте не видно: не подходит под период или фильтр либо точек показано меньше.
canvas-of-stage = Этап: { $name }
canvas-names = Свои названия точек контакта
canvas-names-how = На этой карте точка контакта называется так, как вы напишете здесь; в других местах остаётся название из каталога.
canvas-name-own = Своё название для «{ $name }»
expected-keep = Сохранить на карте «{ $name }»
expected-kept = Это задуманный путь карты «{ $name }».
expected-take = Показать задуманный путь карты «{ $name }»
