//! The page read back as a tree. It must be well formed, more strictly than browsers ask.

use quick_xml::{Reader, XmlVersion, events::Event};

/// An element.
#[derive(Debug, Default)]
pub struct Node {
    attributes: Vec<(String, String)>,
    children: Vec<Node>,
    words: String,
}

/// Reads one element and all in it.
pub fn read(html: &str) -> Node {
    let mut reader = Reader::from_str(html);
    let mut open = vec![Node::default()];
    loop {
        match reader.read_event().expect("well formed") {
            Event::Start(tag) => {
                let attributes = tag
                    .attributes()
                    .map(|attribute| {
                        let attribute = attribute.expect("well formed");
                        let name = attribute.key.as_ref().to_owned();
                        let value = attribute
                            .normalized_value(XmlVersion::Implicit1_0)
                            .expect("entities");
                        (name, value.into_owned())
                    })
                    .collect();
                open.push(Node {
                    attributes,
                    ..Node::default()
                });
            }
            Event::End(_) => {
                let node = open.pop().expect("opened before");
                open.last_mut().expect("the root").children.push(node);
            }
            Event::Text(text) => open
                .last_mut()
                .expect("the root")
                .words
                .push_str(&text.html_content()),
            Event::GeneralRef(_) => open.last_mut().expect("the root").words.push('&'),
            Event::Eof => {
                return open
                    .pop()
                    .and_then(|mut root| root.children.pop())
                    .expect("one element");
            }
            other => panic!("{other:?}"),
        }
    }
}

impl Node {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| &**value)
    }

    /// Does it have this class?
    pub fn has_class(&self, class: &str) -> bool {
        self.attribute("class")
            .is_some_and(|classes| classes.split(' ').any(|one| one == class))
    }

    /// Itself and everything in it, in order, that has the attribute.
    pub fn all(&self, name: &str) -> Vec<&Node> {
        self.find(&|node| node.attribute(name).is_some())
    }

    /// The values of an attribute, in order.
    pub fn marks(&self, name: &str) -> Vec<String> {
        self.all(name)
            .iter()
            .filter_map(|node| node.attribute(name))
            .map(str::to_owned)
            .collect()
    }

    /// Everything of this class.
    pub fn with_class(&self, class: &str) -> Vec<&Node> {
        self.find(&|node| node.has_class(class))
    }

    /// All words in it.
    pub fn text(&self) -> String {
        let inner: String = self.children.iter().map(Node::text).collect();
        [&*self.words, &*inner].concat()
    }

    fn find<'a>(&'a self, fits: &dyn Fn(&Node) -> bool) -> Vec<&'a Node> {
        let own = fits(self).then_some(self);
        own.into_iter()
            .chain(self.children.iter().flat_map(|child| child.find(fits)))
            .collect()
    }
}
