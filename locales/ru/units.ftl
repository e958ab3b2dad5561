## Подразделения.

units-lead =
    { $n ->
        [one] { $n } подразделение
        [few] { $n } подразделения
       *[many] { $n } подразделений
    }{ $undescribed ->
        [0] , у всех есть название.
        [one] , { $undescribed } пока без названия.
        [few] , { $undescribed } пока без названия.
       *[many] , { $undescribed } пока без названия.
    }
units-none = Подразделений пока нет: добавьте их или пришлите события с их кодами.
units-why = Код подразделения приходит в каждом событии и не меняется: по нему считаются цифры и ограничивается доступ. Название, уровень и часовой пояс можно менять когда угодно.
units-without =
    { $n ->
        [one] { $n } событие пришло без подразделения.
        [few] { $n } события пришли без подразделения.
       *[many] { $n } событий пришли без подразделения.
    }
units-undescribed = без названия
units-path = Код
units-path-note = Путь от верхнего уровня, как он придёт в событиях, например msk/arbat.
units-name-ru = Название по-русски
units-name-en = Название по-английски
units-kind = Уровень
units-zone-above = как уровнем выше ({ $zone })
units-add = Добавить подразделение
units-add-not = Не добавлять
units-describe = Описать
units-edit-of = Изменить подразделение «{ $name }»
units-delete-sure = Удалить подразделение «{ $name }»
# keys: unit-kind-*
unit-kind-company = компания
unit-kind-region = регион
unit-kind-branch = филиал
unit-kind-desk = рабочее место
