-- sealed (common/secret); an inbox of before gets one when it is provisioned again
ALTER TABLE inbox_settings ADD COLUMN identity_secret text;
