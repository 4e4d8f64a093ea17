-- Runs once, when the database server's folder is new.
CREATE DATABASE understudy1;
CREATE DATABASE understudy2;
CREATE DATABASE understudy3;
