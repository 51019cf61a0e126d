package dev.switchboard.memory.knowledge.index;

import dev.switchboard.memory.knowledge.Article;
import dev.switchboard.memory.knowledge.Chunk;
import dev.switchboard.memory.knowledge.Finding;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// A chunk as Lucene keeps it: all its stems, in which a title counts three times and a heading twice, to look for
/// candidates in one field; stems by place as vectors, to judge these; words as they are written; what a finding shows.
final class ChunkDocument {
    static final String ALL = "all";
    static final String TITLE = "title";
    static final String HEADING = "heading";
    static final String ASKED = "asked";
    static final String ASKING = "asking";
    static final String TRAIT = "trait";
    static final String ASKED_OF = "asked of";
    static final String TEXT = "text";
    static final String ACCOUNT = "account";
    static final String ARTICLE = "article";
    private static final FieldType WITH_VECTORS = new FieldType(TextField.TYPE_NOT_STORED);

    static {
        WITH_VECTORS.setStoreTermVectors(true);
        WITH_VECTORS.freeze();
    }

    private ChunkDocument() {}

    /// What all chunks of an article have in common.
    static Term article(UUID accountId, UUID articleId) {
        return new Term(ARTICLE, accountId + "/" + articleId);
    }

    static Document of(Article article, Chunk chunk) {
        String heading = chunk.heading() == null ? "" : chunk.heading();
        String topic = article.category() == null ? heading : heading + "\n" + article.category();
        Document document = new Document();
        document.add(new StringField(ACCOUNT, article.accountId().toString(), Field.Store.NO));
        document.add(new StringField(ARTICLE, article.accountId() + "/" + article.id(), Field.Store.YES));
        document.add(new Field(TITLE, article.title(), WITH_VECTORS));
        document.add(new Field(HEADING, topic, WITH_VECTORS));
        document.add(new Field(TEXT, chunk.text(), WITH_VECTORS));
        String all = article.title() + "\n" + topic + "\n" + chunk.text();
        document.add(new TextField(ALL, (article.title() + "\n").repeat(2) + topic + "\n" + all, Field.Store.NO));
        document.add(new TextField(LanguageText.WORDS, all, Field.Store.NO));
        store(document, "id", article.id().toString());
        store(document, "name", article.title());
        store(document, "category", article.category());
        store(document, "url", article.url());
        store(document, "passage", chunk.text());
        return document;
    }

    /// A question that the article answers: a document of its own that only questions are compared with.
    static Document asked(Article article, String question, Set<String> traits) {
        Document document = new Document();
        document.add(new StringField(ASKING, article.accountId().toString(), Field.Store.NO));
        document.add(new StringField(ARTICLE, article.accountId() + "/" + article.id(), Field.Store.YES));
        document.add(new SortedDocValuesField(ASKED_OF, new BytesRef(article.accountId() + "/" + article.id())));
        document.add(new Field(ASKED, question, WITH_VECTORS));
        traits.forEach(trait -> document.add(new StringField(TRAIT, trait, Field.Store.NO)));
        document.add(new TextField(LanguageText.WORDS, question, Field.Store.NO));
        return document;
    }

    private static void store(Document document, String field, @Nullable String value) {
        if (value != null) {
            document.add(new StoredField(field, value));
        }
    }

    static Finding finding(Document stored, Language language, double relevance) {
        return new Finding(
                UUID.fromString(stored.get("id")),
                stored.get("name"),
                stored.get("category"),
                stored.get("url"),
                stored.get("passage"),
                language.code(),
                relevance);
    }
}
