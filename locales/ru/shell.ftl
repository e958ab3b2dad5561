## What surrounds every page.

product = Отклик
page-title = { $title } · Отклик
skip = К содержанию
navigation = Разделы
menu = Меню
language = Язык
scheme = Оформление

# keys: scheme-*
scheme-auto = Как в системе
scheme-light = Светлое
scheme-dark = Тёмное

nav-journeys =
    { $people ->
        [guest] Пути гостей
       *[customer] Пути клиентов
    }
nav-overview = Обзор
nav-today = Моё подразделение
nav-boards = Доски
nav-customers = { word-people }
nav-understand = Понимать
nav-operations = Заказы и сервис
nav-act = Действовать
nav-feedback = Комментарии критиков
nav-promises = Обещания
nav-explore = Исследовать
nav-data = Данные
nav-catalogue = Точки контакта
nav-units = Подразделения
nav-imports = Импорт
nav-quality = Качество данных
nav-privacy = Персональные данные
nav-settings = Настройки
sign-out = Выйти

data-as-of = данные на { $time }
working = Считаем…
close = Закрыть
save = Сохранить
leave = Не менять
sure-not = Отмена
imports-choose = Выбрать файлы
show-more = Показать ещё
copy = Скопировать
copied = Скопировано
table = Таблица
picture = График
download = Скачать
download-name = Скачать: { $name }
download-pdf = Откроется окно печати: выберите в нём «Сохранить как PDF».

disk-low = На диске сервера кончается место: свободно { $free } из { $size }. Освободите место или подключите диск побольше.
disk-full = Диск сервера заполнен: свободно { $free } из { $size }. Новые данные не принимаются, пока не появится место; всё принятое раньше цело.

problem-unreachable = Сервер не отвечает. Проверьте, запущен ли он, и попробуйте ещё раз.
problem-unexpected = Страница не справилась с ответом сервера.
problem-request = Номер запроса для журнала: { $id }
try-again = Попробовать ещё раз
page-missing = Такой страницы нет
page-missing-text = Возможно, адрес скопирован не целиком.
to-overview = Вернуться к обзору

# What the company calls its customers; other texts refer to these.
# keys: word-*
word-people =
    { $people ->
        [guest] Гости
       *[customer] Клиенты
    }
word-people-dative =
    { $people ->
        [guest] Гостям
       *[customer] Клиентам
    }
word-people-lower =
    { $people ->
        [guest] гости
       *[customer] клиенты
    }
word-people-genitive =
    { $people ->
        [guest] гостей
       *[customer] клиентов
    }
word-person-genitive =
    { $people ->
        [guest] гостя
       *[customer] клиента
    }
