## What is wrong with a request to the API, place by place; the message of the error code comes beside it.

request-content-type = The request needs the header Content-Type: application/json.

request-body-broken = The body broke off, or its compression could not be undone. Send it as it is or with gzip.

request-json-place = This is not JSON: line { $line }, column { $column }.

request-place = At { $place }:

request-field-unknown = There is no field “{ $field }”{ $expected ->
        [none] .
       *[other] . There are: { $expected }.
    }

request-field-missing = The field “{ $field }” is missing.

request-field-malformed = The value is not of the right kind ({ $reason }).

request-metrics-known = There are: { $known }.

request-batch-malformed = Expected is one object with an array of events; line { $line }, column { $column } is something else.

request-host-unknown = It was asked as { $host }.

request-limit = The limit is { $limit }.

request-catalogue-overtaken = { $who ->
        [none] Version { $version } came with an import or the program.
       *[other] { $who } saved version { $version }.
    }
request-wait = The next attempt is possible in { $wait }.

request-sql-place = Line { $line }, character { $column }.

request-sql-said = The engine says: { $said }.
