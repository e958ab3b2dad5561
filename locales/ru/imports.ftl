## Загрузка файлов: что распознано, чем становится столбец, о чём нужно спросить.

# keys: import-becomes-*
import-becomes-time = время события
import-becomes-moment = ещё один момент: своё событие
import-becomes-promise = обещанный срок
import-becomes-event = что произошло
import-becomes-customer = номер клиента
import-becomes-email = почта клиента
import-becomes-phone = телефон клиента
import-becomes-messenger = мессенджер клиента
import-becomes-device = устройство
import-becomes-order = заказ или чек
import-becomes-ticket = обращение
import-becomes-session = визит
import-becomes-item = товар
import-becomes-amount = сумма
import-becomes-currency = валюта
import-becomes-quantity = количество
import-becomes-unit = подразделение
import-becomes-channel = канал
import-becomes-agent = сотрудник
import-becomes-detail = страница или тема
import-becomes-score = оценка
import-becomes-text = текст клиента
import-becomes-property = свойство события
import-becomes-nothing = не загружать

# keys: import-confidence-*
import-confidence-high = уверенно
import-confidence-middle = вероятно
import-confidence-low = не распознано

# keys: import-reason-*
import-reason-name-and-values = по названию и значениям
import-reason-name = по названию
import-reason-values = по значениям
import-reason-others-clearer = другой столбец подходит лучше
import-reason-people-names = имена людей в событиях не хранятся
import-reason-empty = столбец пуст
import-reason-nothing = ничто не указывает на другое

import-doubt-time = В файле { $file } ни один столбец не говорит, когда это произошло
    .remedy = Укажите столбец с датой или одну дату для всех строк.
import-doubt-date-order = Даты можно прочитать двояко: { $examples }
    .remedy = Укажите, что стоит первым: день или месяц.
import-doubt-dates-mixed = Одни даты начинаются с дня, другие с месяца: { $examples }
    .remedy = Выгрузите их в одном виде, лучше всего как 2026-05-31, или укажите порядок: остальные строки будут отклонены.
import-doubt-currency = У сумм нет валюты: { $examples }
    .remedy = Укажите валюту тремя буквами, например RUB.
import-doubt-customer = В файле { $file } ни один столбец не говорит, чьё это событие
    .remedy = Загрузить можно и так: события без клиента учитываются в подразделениях. Если номер клиента, телефон или почта есть, укажите столбец.

import-toml-head = Описание импорта: чем становятся столбцы файлов. Значение — это текст, столбцы в нём стоят в фигурных скобках.
import-toml-zone = Пояс для времени, у которого нет своего смещения.
import-toml-date-order = Что стоит первым в датах вида 03.05.2026: день (day_first) или месяц (month_first).
import-toml-contents = В файле нет номера строки: номер составлен из её содержимого, поэтому повторная загрузка ничего не добавит.
import-toml-catalogue = Справочник: пустая система возьмёт его отсюда, настроенная оставит свой.
