"""From files to a reading plan: what a file is, how it is read, what each column means."""
