//! English phrases: whole sentences without a final full stop.

use super::{Tone, Topic, Words};

pub(super) const WORDS: Words = Words {
    phrases,
    openers,
    closers,
    about_bot: &[
        "The bot kept sending me the same link",
        "Could not get past the chatbot to a real person",
        "The bot closed my request without solving anything",
        "Had to explain everything twice because the bot forgot it",
    ],
    but: &[", but ", ", though ", ", then again "],
};

fn openers(tone: Tone) -> &'static [&'static str] {
    match tone {
        Tone::Bad => &["Disappointed", "Not what I expected", "Second time this happens", "Used to be better"],
        Tone::Mixed => &["It's okay", "Mostly fine", "Depends on the day"],
        Tone::Good => &["Love it!", "Great place", "My favourite in town", "Keep it up!"],
    }
}

fn closers(tone: Tone) -> &'static [&'static str] {
    match tone {
        Tone::Bad => &["Please fix this", "Won't be back soon", "Not worth the money"],
        Tone::Mixed => &["Will give it another try", "Room for improvement"],
        Tone::Good => &["Will be back", "Thank you!", "See you tomorrow"],
    }
}

fn phrases(topic: Topic, tone: Tone) -> &'static [&'static str] {
    match tone {
        Tone::Bad => bad(topic),
        Tone::Mixed => mixed(topic),
        Tone::Good => good(topic),
    }
}

fn bad(topic: Topic) -> &'static [&'static str] {
    match topic {
        Topic::Wait => &[
            "Waited fifteen minutes for one cappuccino",
            "The line goes out of the door every morning",
            "One barista for twenty people, seriously",
            "Missed my train because of the queue",
            "They forgot my order and served people who came later",
        ],
        Topic::Staff => &[
            "The barista was rude when I asked for oat milk",
            "Nobody said hello, nobody apologised",
            "They mixed up my order and shrugged",
            "Staff chatting with each other while people wait",
        ],
        Topic::Price => &[
            "Prices went up again and the cups got smaller",
            "Too expensive for what it is",
            "The price on the board was not the price on the receipt",
        ],
        Topic::Taste => &[
            "Burnt milk and lukewarm coffee",
            "Tastes different every single time",
            "The croissant was stale",
            "Espresso so sour I left it",
        ],
        Topic::App => &[
            "The app crashes when I pay",
            "Charged twice, no order at the counter",
            "The app said ready, it was not even started",
            "It logs me out after every update",
        ],
        Topic::Place => &["Sticky tables and nowhere to sit", "Music far too loud", "No sockets, no Wi-Fi"],
        Topic::Delivery => &[
            "Arrived cold, an hour late",
            "Half of the latte was in the bag",
            "The courier brought somebody else's order",
        ],
        Topic::Points => &["My points expired without a warning", "The birthday gift was never there"],
        Topic::Support => {
            &["Template answers, nobody read my message", "It took nine days to get the refund", "Still not solved"]
        }
    }
}

fn mixed(topic: Topic) -> &'static [&'static str] {
    match topic {
        Topic::Wait => &["Fast in the afternoon, slow before nine", "A bit of a wait, nothing dramatic"],
        Topic::Staff => &["Friendly but overwhelmed", "Depends who is behind the bar"],
        Topic::Price => &["Good but getting pricey", "Fine with a discount"],
        Topic::Taste => &["Decent coffee, nothing special", "Good coffee, average pastry"],
        Topic::App => &["The app is handy when it works", "Pickup time is never right"],
        Topic::Place => &["Cosy but too few seats", "Nice place, a bit noisy"],
        Topic::Delivery => &["A little late but still warm", "Packaging could be better"],
        Topic::Points => &["Points are nice but hard to understand"],
        Topic::Support => &["They helped, eventually", "Polite, only half solved"],
    }
}

fn good(topic: Topic) -> &'static [&'static str] {
    match topic {
        Topic::Wait => {
            &["In and out in three minutes", "So much faster than it used to be", "No line in the morning any more"]
        }
        Topic::Staff => {
            &["The baristas remember my order", "Super friendly team", "They remade my drink without a question"]
        }
        Topic::Price => &["Fair price for this quality", "Good value with the points"],
        Topic::Taste => {
            &["Best flat white in the city", "Consistently great coffee", "Perfect milk, perfect temperature"]
        }
        Topic::App => &["Ordering ahead is a lifesaver", "Two taps and it waits for me", "The app just works"],
        Topic::Place => &["Clean and cosy", "The new counter is great", "Good spot to work from"],
        Topic::Delivery => &["Hot and ahead of time", "Not a drop spilled"],
        Topic::Points => &["Third free coffee already", "The offers are actually what I drink"],
        Topic::Support => &["A real person solved it in minutes", "Refund was instant", "Quick and kind"],
    }
}
