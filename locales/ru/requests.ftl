## Что не так с запросом к API, место за местом; рядом стоит сообщение кода ошибки.

request-content-type = Запросу нужен заголовок Content-Type: application/json.

request-body-broken = Тело запроса оборвалось, или его сжатие не удалось раскрыть. Пришлите его без сжатия или в gzip.

request-json-place = Это не JSON: строка { $line }, столбец { $column }.

request-place = Место { $place }:

request-field-unknown = Поля «{ $field }» нет{ $expected ->
        [none] .
       *[other] . Есть: { $expected }.
    }

request-field-missing = Не хватает поля «{ $field }».

request-field-malformed = Значение не того вида ({ $reason }).

request-metrics-known = Есть: { $known }.

request-batch-malformed = Нужен один объект с массивом events; в строке { $line }, столбце { $column } что-то другое.

request-host-unknown = Его спросили под именем { $host }.

request-limit = Предел: { $limit }.

request-catalogue-overtaken = { $who ->
        [none] Версия { $version } пришла с импортом или программой.
       *[other] Новая версия { $version }, автор — { $who }.
    }
request-wait = Следующая попытка — через { $wait }.

request-sql-place = Строка { $line }, символ { $column }.

request-sql-said = Движок говорит: { $said }.
