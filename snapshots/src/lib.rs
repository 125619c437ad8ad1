//! Recorded results, one per scenario; everything here is a test.
