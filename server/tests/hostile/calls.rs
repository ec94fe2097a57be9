//! What every server function takes, read from the source: nothing else knows the names of its arguments.

use domain::policy::{self, Call};
use std::{fs, path::Path};
use syn::{Expr, FnArg, Item, ItemFn, Lit, Meta, Pat, Token, punctuated::Punctuated};

/// A server function and its arguments.
pub struct Function {
    pub call: &'static Call,
    pub arguments: Vec<Argument>,
}

/// One of them.
#[derive(Clone)]
pub struct Argument {
    pub name: String,
    /// As it is written: `Option<String>`.
    pub kind: String,
}

/// All that stand in the source.
pub fn functions() -> Vec<Function> {
    let mut found = Vec::new();
    look_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src"), &mut found);
    found.sort_by_key(|function| function.call.path);
    found
}

fn look_in(folder: &Path, found: &mut Vec<Function>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            look_in(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = fs::read_to_string(&path).expect("a source");
            let file = syn::parse_file(&source).expect("Rust");
            found.extend(file.items.iter().filter_map(|item| match item {
                Item::Fn(function) => function_of(function),
                _ => None,
            }));
        }
    }
}

fn function_of(function: &ItemFn) -> Option<Function> {
    let attribute = function.attrs.iter().find(|attribute| attribute.path().is_ident("server"))?;
    let list = attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).expect("a list");
    let endpoint = list.iter().find_map(|meta| match meta {
        Meta::NameValue(pair) if pair.path.is_ident("endpoint") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    let path = format!("/api/{}", endpoint.expect("every server function says its endpoint"));
    let arguments = function.sig.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => match &*typed.pat {
            Pat::Ident(name) => Some(Argument { name: name.ident.to_string(), kind: written(&typed.ty) }),
            _ => None,
        },
        FnArg::Receiver(_) => None,
    });
    let call = policy::call(&path).unwrap_or_else(|| panic!("{path} is not in the policy table"));
    Some(Function { call, arguments: arguments.collect() })
}

/// The names in a type, which is all that is needed of it.
fn written(kind: &syn::Type) -> String {
    match kind {
        syn::Type::Path(path) => path
            .path
            .segments
            .iter()
            .map(|segment| {
                let inner = match &segment.arguments {
                    syn::PathArguments::AngleBracketed(inside) => inside
                        .args
                        .iter()
                        .filter_map(|argument| match argument {
                            syn::GenericArgument::Type(kind) => Some(format!("<{}>", written(kind))),
                            _ => None,
                        })
                        .collect(),
                    _ => String::new(),
                };
                format!("{}{inner}", segment.ident)
            })
            .collect::<Vec<_>>()
            .join("::"),
        _ => String::new(),
    }
}
