## Orders and service.

operations-lead =
    { $orders ->
        [one] { $orders } order,
       *[other] { $orders } orders,
    } { $people ->
        [guest]
            { $customers ->
                [one] { $customers } guest
               *[other] { $customers } guests
            }
       *[customer]
            { $customers ->
                [one] { $customers } customer
               *[other] { $customers } customers
            }
    }
operations-group = Group of figures
operations-figure = Figure

# keys: group-*
group-orders = Orders
group-money = Money
group-delivery = Delivery promises
group-service = Service
group-waiting = Waiting

# keys: field-*
field-orders = Orders
field-customers = { word-people }
field-repeat_customers = { word-people } with more than one order
field-anonymous_share = Orders without a known { word-person-genitive }
field-items = Items in orders
field-goods = Goods
field-freight = Freight
field-paid = Paid
field-average_order = Average order
field-delivered = Delivered
field-late_by_time = Later than the promised time
field-late_by_date = Later than the promised day
field-delivery_mean = Time to delivery, mean
field-delivery_median = Time to delivery, median
field-complaints_per_100 = Complaints per 100 orders
field-returns_per_100 = Returns per 100 orders
field-first_contact_resolution = Settled at first contact
field-first_reply_median = First reply, median
field-waiting_median = Waiting, median
field-waiting_p90 = Waiting, p90: one in ten waits longer
field-revenue = Revenue
field-revenue_share = Share of the revenue
field-orders_share = Share of the orders
field-repeat_rate = Ordered more than once
field-first_reply_p90 = First reply, p90: one in ten waits longer
field-resolution_median = Time to resolution, median
field-resolution_p90 = Time to resolution, p90: one in ten takes longer
field-repeated_over_channels = Told the same problem over two channels
field-long_wait = Waited { $time } or longer
field-payment_failed = Payments that failed
field-answered = Asked and answered
field-unanswered = Asked, did not answer

orders-span = { $first } to { $last }
late-count =
    { $n ->
        [one] { $n } order
       *[other] { $n } orders
    }

statuses = Orders by status
# keys: status-*
status-created = created
status-approved = approved
status-invoiced = invoiced
status-processing = processing
status-shipped = shipped
status-delivered = delivered
status-canceled = cancelled
status-cancelled = cancelled
status-unavailable = unavailable
status-placed = placed
status-handed_over = handed over
status-returned = returned
