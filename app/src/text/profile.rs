//! Texts of one's own account: being remembered, settings, devices.

catalogue! {
    // Signing in
    remember_me = "Stay signed in on this device";
}
