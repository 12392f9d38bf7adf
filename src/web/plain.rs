//! Values as plain JavaScript objects, by way of JSON text: one short way for all of them. Building each object through
//! its own calls, as serde-wasm-bindgen does, would weigh 3.9 KB more in the page (gzip; as JavaScript 5.9 KB).

use std::fmt::{self, Display, Write as _};

use serde::Serialize;
use serde::ser::{self, Impossible};
use wasm_bindgen::JsValue;

use crate::engine::json;

/// The value as an object; `undefined` where it holds what no setting, list or report has.
pub(super) fn object(value: &impl Serialize) -> JsValue {
    let mut text = String::new();
    if value.serialize(Writer(&mut text)).is_err() {
        return JsValue::UNDEFINED;
    }
    js_sys::JSON::parse(&text).unwrap_or_default()
}

/// A kind of value that none of ours is.
#[derive(Debug)]
struct Unknown;

impl Display for Unknown {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Unknown {}

impl ser::Error for Unknown {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

type Done = Result<(), Unknown>;

struct Writer<'o>(&'o mut String);

/// A list or an object that is being written, and what ends it.
struct Parts<'o> {
    out: &'o mut String,
    end: char,
    is_empty: bool,
}

impl<'o> Writer<'o> {
    fn parts(self, begin: char, end: char) -> Parts<'o> {
        self.0.push(begin);
        Parts { out: self.0, end, is_empty: true }
    }

    fn number(self, value: i64) -> Done {
        write!(self.0, "{value}").map_err(|_| Unknown)
    }

    fn word(self, word: &str) -> Done {
        self.0.push_str(word);
        Ok(())
    }
}

impl Parts<'_> {
    fn next(&mut self) {
        if !self.is_empty {
            self.out.push(',');
        }
        self.is_empty = false;
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        self.next();
        value.serialize(Writer(self.out))
    }

    fn close(self) -> Done {
        self.out.push(self.end);
        Ok(())
    }
}

impl ser::SerializeSeq for Parts<'_> {
    type Ok = ();
    type Error = Unknown;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        self.value(value)
    }

    fn end(self) -> Done {
        self.close()
    }
}

impl ser::SerializeTuple for Parts<'_> {
    type Ok = ();
    type Error = Unknown;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        self.value(value)
    }

    fn end(self) -> Done {
        self.close()
    }
}

impl ser::SerializeStruct for Parts<'_> {
    type Ok = ();
    type Error = Unknown;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Done {
        self.next();
        json::quote(name, self.out);
        self.out.push(':');
        value.serialize(Writer(self.out))
    }

    fn end(self) -> Done {
        self.close()
    }
}

/// Kinds that none of our values has, all refused.
macro_rules! refused {
    ($($name:ident($($kind:ty),*) -> $made:ty;)+) => {
        $(fn $name(self, $(_: $kind),*) -> Result<$made, Unknown> { Err(Unknown) })+
    };
}

/// Numbers, all written as whole ones.
macro_rules! numbers {
    ($($name:ident($kind:ty);)+) => {
        $(fn $name(self, value: $kind) -> Done { self.number(value.into()) })+
    };
}

impl<'o> ser::Serializer for Writer<'o> {
    type Ok = ();
    type Error = Unknown;
    type SerializeSeq = Parts<'o>;
    type SerializeTuple = Parts<'o>;
    type SerializeTupleStruct = Impossible<(), Unknown>;
    type SerializeTupleVariant = Impossible<(), Unknown>;
    type SerializeMap = Impossible<(), Unknown>;
    type SerializeStruct = Parts<'o>;
    type SerializeStructVariant = Impossible<(), Unknown>;

    numbers! {
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
    }

    refused! {
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_map(Option<usize>) -> Self::SerializeMap;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }

    fn serialize_u64(self, value: u64) -> Done {
        self.number(i64::try_from(value).map_err(|_| Unknown)?)
    }

    fn serialize_bool(self, value: bool) -> Done {
        self.word(if value { "true" } else { "false" })
    }

    fn serialize_str(self, value: &str) -> Done {
        json::quote(value, self.0);
        Ok(())
    }

    fn serialize_none(self) -> Done {
        self.word("null")
    }

    fn serialize_unit(self) -> Done {
        self.word("null")
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Done {
        self.serialize_str(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Done {
        Err(Unknown)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'o>, Unknown> {
        Ok(self.parts('[', ']'))
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'o>, Unknown> {
        Ok(self.parts('[', ']'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts<'o>, Unknown> {
        Ok(self.parts('{', '}'))
    }
}
