//! What is said of the devices somebody is signed in on.

crate::catalogue! {
    device_unnamed = "A device" | "Ein Gerät";
    notice_device_stolen(device) = "{device} was signed out: its saved sign-in was used twice"
        | "{device} wurde abgemeldet: Die gespeicherte Anmeldung wurde zweimal benutzt";
    notice_device_stolen_text = "That happens when somebody has copied it. Look through your devices, and change your password if you do not recognise one."
        | "Das passiert, wenn jemand sie kopiert hat. Sieh deine Geräte durch und ändere dein Passwort, wenn du eines nicht kennst.";
    notice_device_new(device) = "New sign-in: {device}" | "Neue Anmeldung: {device}";
    notice_device_new_text(ip) = "From {ip}. If that was not you, sign this device out and change your password."
        | "Von {ip}. Warst du das nicht, melde dieses Gerät ab und ändere dein Passwort.";
    device_from_unknown = "an unknown address" | "einer unbekannten Adresse";
    device_choice = "Say which device: one of the list, “others” or “all”."
        | "Gib an, welches Gerät: eines aus der Liste, „others“ oder „all“.";
}
