## Sentences made of findings. Each says how sure it is; where nothing was found there is no adjective.

than-before =
    { $span ->
        [week] , чем неделей раньше
        [month] , чем в предыдущем месяце
        [quarter] , чем в предыдущем квартале
        [year] , чем в предыдущем году
        [four-weeks] , чем за четыре недели до этого
        [days]
            { $days ->
                [one] , чем за предыдущий { $days } день
                [few] , чем за предыдущие { $days } дня
               *[many] , чем за предыдущие { $days } дней
            }
       *[other] , чем за такой же срок до этого
    }
than-last-year = , чем за те же недели год назад
than-rest = , чем у остальных
than-slice = , чем в разрезе «{ $name }»

# keys: finding-*
finding-nps-higher = { word-people } охотнее рекомендуют вас{ $than }: { $name } выше на { $change }, вероятно от { $from } до { $to }.
finding-nps-lower = { word-people } рекомендуют вас реже{ $than }: { $name } ниже на { $change }, вероятно от { $from } до { $to }.
finding-csat-higher = { word-people } довольнее{ $than }: { $name } выше на { $change }, вероятно от { $from } до { $to }.
finding-csat-lower = { word-people } менее довольны{ $than }: { $name } ниже на { $change }, вероятно от { $from } до { $to }.
finding-ces-higher = { word-people-dative } стало легче{ $than }: { $name } выше на { $change }, вероятно от { $from } до { $to }.
finding-ces-lower = { word-people-dative } стало труднее{ $than }: { $name } ниже на { $change }, вероятно от { $from } до { $to }.
finding-complaints-higher = Жалоб больше{ $than }: { $value } на 100 заказов, прибавилось { $change }, вероятно от { $from } до { $to }.
finding-complaints-lower = Жалоб меньше{ $than }: { $value } на 100 заказов, убавилось { $change }, вероятно от { $from } до { $to }.
finding-returns-higher = Возвратов больше{ $than }: { $value } на 100 заказов, прибавилось { $change }, вероятно от { $from } до { $to }.
finding-returns-lower = Возвратов меньше{ $than }: { $value } на 100 заказов, убавилось { $change }, вероятно от { $from } до { $to }.
finding-waiting-higher = Ждать приходится дольше{ $than }: половина ждёт больше { $value }, на { $change } дольше, вероятно от { $from } до { $to }.
finding-waiting-lower = Ждать приходится меньше{ $than }: половина ждёт не больше { $value }, на { $change } короче, вероятно от { $from } до { $to }.
finding-late-higher = Заказы опаздывают чаще{ $than }: { $value }, выше на { $change }, вероятно от { $from } до { $to }.
finding-late-lower = Заказы опаздывают реже{ $than }: { $value }, ниже на { $change }, вероятно от { $from } до { $to }.
finding-first_contact_resolution-higher = Вопросы чаще решают с первого обращения{ $than }: { $value }, выше на { $change }, вероятно от { $from } до { $to }.
finding-first_contact_resolution-lower = Вопросы реже решают с первого обращения{ $than }: { $value }, ниже на { $change }, вероятно от { $from } до { $to }.
finding-first_reply-higher = Первого ответа ждут дольше{ $than }: половина — больше { $value }, на { $change } дольше, вероятно от { $from } до { $to }.
finding-first_reply-lower = Первого ответа ждут меньше{ $than }: половина — не больше { $value }, на { $change } короче, вероятно от { $from } до { $to }.
finding-unit-low = Отстаёт от остальных { $unit }: { $name } { $value }, вероятно от { $low } до { $high }.
finding-unit-high = Опережает остальных { $unit }: { $name } { $value }, вероятно от { $low } до { $high }.
finding-unit-below = Уверенно ниже остальных { $unit }: { $name } { $value }, вероятно от { $low } до { $high }.
finding-unit-above = Уверенно выше остальных { $unit }: { $name } { $value }, вероятно от { $low } до { $high }.

lead-no-change = Изменений, которые можно отличить от случайных, нет.
lead-state = { $name }: { $value }, вероятно от { $low } до { $high }.
lead-counted = { $name }: { $value }.
lead-too-few = Ответов пока мало, чтобы судить: { $name } — { $n }, нужно от { $minimum }.

# keys: operation-*
operation-complaints = Жалобы на 100 заказов
operation-returns = Возвраты на 100 заказов
operation-waiting = Ожидание
operation-late = Доставка позже обещанного
operation-orders = Заказы
operation-first_contact_resolution = Решено с первого обращения
operation-first_reply = Первый ответ
