//! What kind of browser this is, as far as it says so itself.

use leptos::prelude::window;

/// What the browser calls itself; empty where it does not say.
pub fn agent() -> String {
    window().navigator().user_agent().unwrap_or_default()
}

/// Whether the app lies on the home screen and runs by itself.
pub fn is_on_home_screen() -> bool {
    let on_its_own = window().match_media("(display-mode: standalone)");
    let on_its_own = on_its_own.ok().flatten();
    on_its_own.is_some_and(|query| query.matches())
}

/// Whether this is WebKit, by what a browser calls itself.
pub fn is_webkit(agent: &str) -> bool {
    agent.contains("AppleWebKit/") && !agent.contains("Chrome/")
}

/// What apps that show pages in a window of their own on phones and tablets add to the browser's name.
const APPS: [&str; 15] = [
    "FBAN/",
    "FBAV/",
    "FB_IAB",
    "Instagram ",
    "TeamsMobile-",
    "Outlook-iOS",
    "Outlook-Android",
    "GSA/",
    "LinkedInApp",
    "Snapchat/",
    "Twitter for ",
    "Slack_SSB/",
    "MicroMessenger/",
    " Line/",
    "Viber/",
];

/// Whether a browser that calls itself so is the window of another app, such as a mail program's: it has a store of its own, which may
/// be gone with the window. Where it cannot be told, it is taken for a browser. (An app on the home screen of an iPhone calls itself
/// like such a window.)
pub fn is_in_app(agent: &str) -> bool {
    let is_apple = ["(iPhone;", "(iPad;", "(iPod touch;"]
        .iter()
        .any(|one| agent.contains(one));
    let is_android = agent.contains("Android");
    if !is_apple && !is_android {
        return false;
    }
    let is_window = if is_apple {
        // Every browser there calls itself Safari as well.
        agent.contains("AppleWebKit/") && !agent.contains("Safari/")
    } else {
        // <https://developer.chrome.com/docs/webview/user-agent>
        agent.contains("; wv)")
    };
    is_window || APPS.iter().any(|app| agent.contains(app))
}

#[cfg(test)]
mod tests {
    use super::*;

    const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
    const ANDROID: &str = "Mozilla/5.0 (Linux; Android 15; SM-X710";

    fn iphone(rest: &str) -> String {
        format!("{IPHONE} {rest}")
    }

    fn android(rest: &str) -> String {
        format!("{ANDROID}{rest}")
    }

    #[test]
    fn a_window_of_another_app_is_told() {
        for agent in [
            iphone("Mobile/15E148"),
            iphone("Mobile/15E148 [FBAN/FBIOS;FBAV/515.0.0.32.90;FBDV/iPhone14,5]"),
            iphone("Mobile/15E148 Instagram 382.0.0.20.82 (iPhone14,5; iOS 18_5; nb_NO)"),
            iphone("Version/18.5 Mobile/15E148 Safari/604.1 TeamsMobile-iOS"),
            iphone("Mobile/15E148 Outlook-iOS/709.2226530.prod.iphone (4.2520.0)"),
            iphone("GSA/372.0.765951322 Mobile/15E148 Safari/604.1"),
            IPHONE.replace("(iPhone; CPU iPhone OS", "(iPad; CPU OS") + " Mobile/15E148",
            android(
                "; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/138.0.0.0 Safari/537.36",
            ),
            android(
                " Build/AP3A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/138.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/519.0;]",
            ),
            android(
                ") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36 TeamsMobile-Android",
            ),
            android(
                ") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 Mobile Safari/537.36 Outlook-Android/2.0",
            ),
        ] {
            assert!(is_in_app(&agent), "{agent}");
        }
    }

    #[test]
    fn a_browser_of_its_own_is_never_taken_for_one() {
        for agent in [
            iphone("Version/18.5 Mobile/15E148 Safari/604.1"),
            iphone("CriOS/138.0.7204.53 Mobile/15E148 Safari/604.1"),
            iphone("FxiOS/140.0 Mobile/15E148 Safari/605.1.15"),
            iphone("EdgiOS/138.0.3351.65 Version/18.0 Mobile/15E148 Safari/604.1"),
            android(") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36"),
            android(") AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0 Safari/537.36"),
            "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0".to_owned(),
            // Programs on a PC open what they are given in the browser.
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 Safari/537.36 Edg/138.0".to_owned(),
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Teams/25153 Chrome/134.0 Electron/35.3 Safari/537.36".to_owned(),
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15".to_owned(),
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0".to_owned(),
            String::new(),
        ] {
            assert!(!is_in_app(&agent), "{agent}");
        }
    }

    #[test]
    fn webkit_is_told_from_what_calls_itself_so() {
        assert!(is_webkit(&iphone(
            "Version/18.5 Mobile/15E148 Safari/604.1"
        )));
        assert!(!is_webkit(&android(
            ") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 Safari/537.36"
        )));
        assert!(!is_webkit(""));
    }
}
