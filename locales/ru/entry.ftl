## Sign-in and first set-up.

sign-in-title = Вход
sign-in-email = Электронная почта
sign-in-password = Пароль
sign-in-button = Войти
sign-in-demo = Это демонстрация: вымышленная сеть кофеен. Логин и пароль уже вписаны.
sign-in-show-password = Показать пароль
sign-in-hide-password = Скрыть пароль

setup-title = Настроим «Отклик»
setup-lead = Пара минут, и можно загружать данные.
setup-company-part = Компания
setup-company = Название компании
setup-zone = Часовой пояс
setup-zone-why = По нему считаются сутки и недели в отчётах.
setup-business = Чем занимается компания
setup-business-none = Другим: справочник соберём сами
setup-business-why = По отрасли подберём справочник точек контакта: он скажет, что означают события. Изменить его можно в любой день.
setup-language = Язык по умолчанию
setup-you = Вы, первый администратор
setup-name = Имя
setup-password-rule = Не меньше { $length } символов: { $typed } из { $length }
setup-password-enough = Не меньше { $length } символов: готово
setup-password-advice = Проще всего запомнить фразу из нескольких слов.
setup-button = Начать работу
setup-done = «Отклик» уже настроен.
setup-go = Перейти ко входу

# keys: business-*
business-retail = Розница и интернет-магазин
business-food_service = Кафе и рестораны
business-saas = Программы по подписке
business-bank = Банк

second-factor-code = Код
second-factor-sign-in = Шесть цифр из приложения или код восстановления
