## Figures: how a number with its certainty is written.

# keys: unit-*
unit-second = с
unit-minute = мин
unit-hour = ч
unit-day = дн.

points =
    { $n ->
        [one] { $text } пункт
        [few] { $text } пункта
        [many] { $text } пунктов
       *[other] { $text } пункта
    }
percentage-points = { $text } п. п.
scale-of = из { $end }

figure-range = от { $low } до { $high }
figure-counted = подсчитано полностью
figure-too-few = мало ответов: { $n }, нужно от { $minimum }
figure-not-identified = по этим данным определить нельзя
figure-spoken = { $name }: { $value }, { $range }
figure-p90 = p90 { $value }

# keys: change-*
change-score-higher = выше на { $change }, от { $from } до { $to }
change-score-lower = ниже на { $change }, от { $from } до { $to }
change-time-higher = дольше на { $change }, от { $from } до { $to }
change-time-lower = короче на { $change }, от { $from } до { $to }
change-number-higher = больше на { $change }, от { $from } до { $to }
change-number-lower = меньше на { $change }, от { $from } до { $to }
change-exact-higher = больше на { $change }
change-exact-lower = меньше на { $change }
change-none = без различимых изменений
change-too-few = сравнить не с чем: мало данных

method-open = Как посчитано: { $name }
method-value = Значение
method-interval = Доверительный интервал, { $level } %
method-method = Способ
method-people = Людей
method-effective-n = Равноценно независимых записей
method-change = Изменение
method-adjusted = (с поправкой на число сравнений)
method-as-of = Данные на
method-explained = Ответы и заказы одного человека похожи друг на друга, поэтому интервал шире, чем если бы все записи были независимы.

# keys: method-*
method-count = Подсчитаны все записи
method-adjusted_wald = Скорректированный интервал Вальда
method-wilson = Интервал Уилсона
method-pseudo_t = t-интервал с псевдоответами
method-clustered_t = t-интервал по людям
method-order_statistics = Порядковые статистики
method-garwood = Интервал Гарвуда
method-newcombe = Интервал Ньюкомба
method-clustered_difference = Разность с учётом повторных ответов
method-bootstrap = Бутстреп по людям

# keys: kind-*
kind-short-nps = готовность рекомендовать
kind-short-csat = удовлетворённость
kind-short-ces = усилия, выше — легче
kind-meaning-nps = Готовность рекомендовать: доля промоутеров (9–10) минус доля критиков (0–6), в пунктах от −100 до 100.
kind-meaning-csat = Удовлетворённость: доля тех, кто поставил 4 или 5 из { $end }.
kind-meaning-ces = Индекс усилий клиента: средний ответ от 1 до { $end }, выше — легче.

people-open = Показать людей за этой цифрой: { $name }
