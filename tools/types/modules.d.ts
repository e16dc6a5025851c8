// What a file of lib/ requires of another is not looked into.
declare module '*';
