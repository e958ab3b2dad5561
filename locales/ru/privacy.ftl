## Персональные данные: согласия, выгрузка, удаление, акты.

privacy-title = Персональные данные
privacy-lead = О чём человек вправе попросить: показать, что о нём известно, отозвать согласие, удалить данные. Здесь — тексты согласий и акты об удалении.

# keys: privacy-purpose-*
privacy-purpose-processing = Обработка данных
privacy-purpose-survey = Приглашения к опросам
privacy-purpose-advertising = Реклама и предложения

privacy-consent-given = да
privacy-consent-refused = нет
privacy-consents = Согласия
privacy-consent-never = не спрашивали
privacy-consent-says-yes = Согласие от { $date }
privacy-consent-says-no = Отказ от { $date }
privacy-consent-history = История
privacy-consent-text-version = Текст № { $version }
privacy-consent-way = Как получено
privacy-consent-way-hint = Например: бланк в кафе, звонок, форма на сайте
privacy-consent-decided = Когда сказано
privacy-consent-answer = Ответ
privacy-consent-purpose = Цель
privacy-consent-recorded = Записал(а) { $by }, { $at }
privacy-consent-save = Записать
privacy-consent-needs-text = Чтобы записать согласие, администратор сначала вводит его текст в разделе «Персональные данные».

privacy-texts = Тексты согласий
privacy-texts-lead = У каждой цели свой текст: согласие на опросы не означает согласия на рекламу. Новая редакция не меняет прежних согласий — они остаются при своём тексте.
privacy-text-none = Текста ещё нет.
privacy-text-in-force = Редакция { $version }, действует с { $date }
privacy-text-former = Прежние редакции
privacy-text-new = Новая редакция
privacy-text-first = Ввести текст
privacy-text-ru = Текст по-русски
privacy-text-en = Текст по-английски
privacy-text-save = Ввести в действие
privacy-text-by = Автор: { $by }

privacy-data = Персональные данные
privacy-export = Выгрузить данные
privacy-export-hint = Архив, который можно отдать человеку: всё, что о нём известно, в таблицах и с пояснением.
privacy-erase = Удалить данные…
privacy-erase-hint = Необратимо: имя, контакты и вся история исчезнут отовсюду.
privacy-erase-title = Удалить данные «{ $label }»?
privacy-erase-warning = Исчезнут контакты, все события, ответы и комментарии этого человека, загруженные файлы, в которых он назван, и строки с ошибками. Показатели пересчитаются без него. Вернуть данные нельзя. Резервные копии его помнят, но при восстановлении он удаляется снова.
privacy-erase-basis = Основание
privacy-erase-going = Удаляю…
# keys: privacy-basis-*
privacy-basis-request = Просьба самого человека
privacy-basis-consent_withdrawn = Согласие отозвано
privacy-basis-purpose_reached = Цель обработки достигнута
privacy-basis-unlawful = Данные не следовало хранить
privacy-erase-reference = Документ
privacy-erase-reference-hint = Например: заявление № 15 от 3 ноября. Без имён и адресов.
privacy-erase-confirm = Понимаю, что вернуть данные нельзя
privacy-erase-do = Удалить навсегда
privacy-erase-cancel = Отмена

privacy-acts = Акты об удалении
privacy-acts-none = Ещё никого не удаляли.
privacy-act = Акт № { $number }
privacy-act-title = Акт об удалении персональных данных № { $number }
privacy-act-of = от { $date }
privacy-act-company = Оператор
privacy-act-system = Информационная система
privacy-act-person = Чьи данные удалены
privacy-act-person-number = клиент № { $customer }
privacy-act-known-by = По каким данным известен
privacy-act-by = Кто удалил
privacy-act-basis = Основание
privacy-act-reference = Документ
privacy-act-requested = Удаление начато
privacy-act-looked = Последняя проверка
privacy-act-finished = Удаление закончено
privacy-act-going-on = идёт
privacy-act-under-way = Удаление идёт.
privacy-act-going-on-hint = Человека уже никто не найдёт. Стираются следы на диске; последняя проверка — через минуту после начала или позже, если файлы кто-то читает.
privacy-act-done = закончено
privacy-act-status = Состояние
privacy-act-what = Что удалено
privacy-act-identifiers = Контакты и идентификаторы
privacy-act-merges = Записи об объединении
privacy-act-consents = Записи о согласиях
privacy-act-events = События
privacy-act-refused = Строки с ошибками
privacy-act-imports = Загрузки, в которых человек был назван
privacy-act-files = Файлы озера, переписанные без этого человека
privacy-act-how = Способ
privacy-act-how-text = Строки удалены из базы с перезаписью места, её журнал очищен; файлы с событиями переписаны без этого человека, прежние файлы удалены с диска. Список удалённых хранит только ключевые хеши: по нему не вернуть ни имени, ни адреса, но прежние события этого человека больше не будут приняты.
privacy-act-print = Напечатать
privacy-act-signature = Подпись
privacy-act-by-kind = { $kind }: { $masked }
privacy-files-erased = Файлы этой загрузки удалены: в них был назван человек, чьи данные стёрли. Чтобы продолжить, загрузите файл без него.
