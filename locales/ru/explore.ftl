## Любой вопрос, собранный мышью.

explore-figure = Что
explore-scores = Оценки
explore-asked = Опросы
explore-show = Показать
explore-score = сам показатель
explore-part = { $name }, { $part }
explore-by = Разделить по
explore-undivided = не делить
explore-and = И ещё по
explore-not-further = больше не делить
explore-title = { $name } { $first }
explore-title-two = { $name } { $first } и { $second }
explore-none = В данных за этот период такого нет.
slice-enough = Данных достаточно в { $n } из { $of } клеток.
heat-note = Клетка окрашена и отмечена стрелкой, если весь её интервал лежит выше или ниже, чем у всех вместе; когда клеток много, у некоторых это бывает случайно.
explore-clicking = Собрать мышью
