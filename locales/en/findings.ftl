## Sentences made of findings. Each says how sure it is; where nothing was found there is no adjective.

than-before =
    { $span ->
        [week] { " " }than a week earlier
        [month] { " " }than in the month before
        [quarter] { " " }than in the quarter before
        [year] { " " }than in the year before
        [four-weeks] { " " }than in the four weeks before
        [days]
            { $days ->
                [one] { " " }than the day before
               *[other] { " " }than in the { $days } days before
            }
       *[other] { " " }than in the same span before
    }
than-last-year = { " " }than in the same weeks a year ago
than-rest = { " " }than in all the others
than-slice = { " " }than { $name }

# keys: finding-*
finding-nps-higher = { word-people } are readier to recommend you{ $than }: { $name } is higher by { $change }, likely { $from } to { $to }.
finding-nps-lower = { word-people } are less ready to recommend you{ $than }: { $name } is lower by { $change }, likely { $from } to { $to }.
finding-csat-higher = { word-people } are more satisfied{ $than }: { $name } is higher by { $change }, likely { $from } to { $to }.
finding-csat-lower = { word-people } are less satisfied{ $than }: { $name } is lower by { $change }, likely { $from } to { $to }.
finding-ces-higher = { word-people-dative } find it easier{ $than }: { $name } is higher by { $change }, likely { $from } to { $to }.
finding-ces-lower = { word-people-dative } find it harder{ $than }: { $name } is lower by { $change }, likely { $from } to { $to }.
finding-complaints-higher = There are more complaints{ $than }: { $value } per 100 orders, up by { $change }, likely { $from } to { $to }.
finding-complaints-lower = There are fewer complaints{ $than }: { $value } per 100 orders, down by { $change }, likely { $from } to { $to }.
finding-returns-higher = There are more returns{ $than }: { $value } per 100 orders, up by { $change }, likely { $from } to { $to }.
finding-returns-lower = There are fewer returns{ $than }: { $value } per 100 orders, down by { $change }, likely { $from } to { $to }.
finding-waiting-higher = People wait longer{ $than }: half wait over { $value }, longer by { $change }, likely { $from } to { $to }.
finding-waiting-lower = People wait less{ $than }: half wait no more than { $value }, shorter by { $change }, likely { $from } to { $to }.
finding-late-higher = More orders come late{ $than }: { $value }, higher by { $change }, likely { $from } to { $to }.
finding-late-lower = Fewer orders come late{ $than }: { $value }, lower by { $change }, likely { $from } to { $to }.
finding-first_contact_resolution-higher = More questions are settled at first contact{ $than }: { $value }, higher by { $change }, likely { $from } to { $to }.
finding-first_contact_resolution-lower = Fewer questions are settled at first contact{ $than }: { $value }, lower by { $change }, likely { $from } to { $to }.
finding-first_reply-higher = First replies take longer{ $than }: half come after { $value }, longer by { $change }, likely { $from } to { $to }.
finding-first_reply-lower = First replies come sooner{ $than }: half within { $value }, shorter by { $change }, likely { $from } to { $to }.
finding-unit-low = { $unit } lags behind the others: { $name } { $value }, likely { $low } to { $high }.
finding-unit-high = { $unit } is ahead of the others: { $name } { $value }, likely { $low } to { $high }.
finding-unit-below = { $unit } is clearly below the others: { $name } { $value }, likely { $low } to { $high }.
finding-unit-above = { $unit } is clearly above the others: { $name } { $value }, likely { $low } to { $high }.

lead-no-change = Nothing changed that can be told from chance.
lead-state = { $name }: { $value }, likely { $low } to { $high }.
lead-counted = { $name }: { $value }.
lead-too-few = Too few answers yet to judge: { $name } has { $n }, at least { $minimum } are needed.

# keys: operation-*
operation-complaints = Complaints per 100 orders
operation-returns = Returns per 100 orders
operation-waiting = Waiting
operation-late = Delivered later than promised
operation-orders = Orders
operation-first_contact_resolution = Settled at first contact
operation-first_reply = First reply
