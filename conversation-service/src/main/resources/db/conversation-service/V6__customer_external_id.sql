-- What the business calls the customer. A page may say anything here: it is a label and proves nothing.
ALTER TABLE customer ADD COLUMN external_id text;
