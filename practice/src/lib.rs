//! Practice webmail on loopback: Gmail-like and Outlook-like pages for the run command and the tests.
