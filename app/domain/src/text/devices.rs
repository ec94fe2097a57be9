//! What is said of the devices somebody is signed in on.

crate::catalogue! {
    device_unnamed = "A device";
    notice_device_stolen(device) = "{device} was signed out: its saved sign-in was used twice";
    notice_device_stolen_text = "That happens when somebody has copied it. Look through your devices, and change your password if you do not recognise one.";
    notice_device_new(device) = "New sign-in: {device}";
    notice_device_new_text(ip) = "From {ip}. If that was not you, sign this device out and change your password.";
    device_from_unknown = "an unknown address";
    device_choice = "Say which device: one of the list, “others” or “all”.";
}
