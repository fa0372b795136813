// Stands in until the folder has its first source.
