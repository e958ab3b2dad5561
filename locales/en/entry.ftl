## Sign-in and first set-up.

sign-in-title = Sign in
sign-in-email = E-mail
sign-in-password = Password
sign-in-button = Sign in
sign-in-demo = This is a demo: an invented coffee chain. E-mail and password are filled in.
sign-in-show-password = Show the password
sign-in-hide-password = Hide the password

setup-title = Set up Otklik
setup-lead = Two minutes, and you can load data.
setup-company-part = Company
setup-company = Company name
setup-zone = Time zone
setup-zone-why = Days and weeks in reports follow it.
setup-business = Line of business
setup-business-none = Another one: we will fill the catalogue ourselves
setup-business-why = It chooses a catalogue of touchpoints that says what events mean. You can change it any day.
setup-language = Default language
setup-you = You, the first administrator
setup-name = Name
setup-password-rule = At least { $length } characters: { $typed } of { $length }
setup-password-enough = At least { $length } characters: done
setup-password-advice = A phrase of several words is easiest to remember.
setup-button = Start
setup-done = Otklik is already set up.
setup-go = Go to sign-in

# keys: business-*
business-retail = Shops, on the street and online
business-food_service = Cafés and restaurants
business-saas = Software by subscription
business-bank = Bank

second-factor-code = Code
second-factor-sign-in = Six digits from your app, or a recovery code
