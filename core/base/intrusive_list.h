// IntrusiveList: a doubly linked list whose links live in its elements, so that
// membership costs no allocation and removal is O(1).
#pragma once

#include "core/base/check.h"

namespace rondo {

/// Base of an element `T : ListNode<T>`. Another `Tag` for each further list
/// lets one object be in several at once.
template <typename Tag>
class ListNode {
 public:
  ListNode() = default;
  ListNode(const ListNode&) = delete;
  ListNode& operator=(const ListNode&) = delete;
  ~ListNode() { CHECK(!linked()); }

  bool linked() const { return next_ != nullptr; }
  /// Leaves whatever list this is in; no effect when in none.
  void Unlink() {
    if (!linked()) return;
    prev_->next_ = next_;
    next_->prev_ = prev_;
    next_ = prev_ = nullptr;
  }

 private:
  template <typename T, typename U>
  friend class IntrusiveList;
  ListNode* next_ = nullptr;
  ListNode* prev_ = nullptr;
};

/// Does not own its elements; must be empty when destroyed.
template <typename T, typename Tag = T>
class IntrusiveList {
  using Node = ListNode<Tag>;

 public:
  IntrusiveList() { head_.next_ = head_.prev_ = &head_; }
  ~IntrusiveList() {
    CHECK(empty());
    head_.next_ = head_.prev_ = nullptr;
  }
  IntrusiveList(const IntrusiveList&) = delete;
  IntrusiveList& operator=(const IntrusiveList&) = delete;

  bool empty() const { return head_.next_ == &head_; }
  void PushBack(T& element) { InsertBefore(head_, element); }
  void PushFront(T& element) { InsertBefore(*head_.next_, element); }
  /// First element; the list must not be empty.
  T& front() {
    CHECK(!empty());
    return static_cast<T&>(*head_.next_);
  }
  /// Removes and returns the first element, null when empty.
  T* PopFront() {
    if (empty()) return nullptr;
    T& element = front();
    static_cast<Node&>(element).Unlink();
    return &element;
  }
  /// The element after `element`, null at the end.
  T* Next(T& element) { return Cast(static_cast<Node&>(element).next_); }
  const T* Next(const T& element) const {
    return Cast(static_cast<const Node&>(element).next_);
  }
  /// First element, null when empty.
  T* First() { return Cast(head_.next_); }
  const T* First() const { return Cast(head_.next_); }
  /// Moves every element of `other` to this list's end; O(1).
  void TakeAll(IntrusiveList& other) {
    if (other.empty()) return;
    Node* first = other.head_.next_;
    Node* last = other.head_.prev_;
    other.head_.next_ = other.head_.prev_ = &other.head_;
    first->prev_ = head_.prev_;
    head_.prev_->next_ = first;
    last->next_ = &head_;
    head_.prev_ = last;
  }

 private:
  void InsertBefore(Node& place, T& element) {
    Node& node = static_cast<Node&>(element);
    CHECK(!node.linked());
    node.prev_ = place.prev_;
    node.next_ = &place;
    place.prev_->next_ = &node;
    place.prev_ = &node;
  }

  T* Cast(Node* node) {
    return node == &head_ ? nullptr : static_cast<T*>(node);
  }
  const T* Cast(const Node* node) const {
    return node == &head_ ? nullptr : static_cast<const T*>(node);
  }

  Node head_;
};

}  // namespace rondo
