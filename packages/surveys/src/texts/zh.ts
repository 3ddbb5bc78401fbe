import type { Translation } from '../translation.ts'

export const zh: Translation = {
  language: 'zh',
  direction: 'ltr',
  page: {
    optional: '选填',
    send: '提交',
    missing: '还有问题未回答',
    required: '请选择一个答案。',
    thanks: '谢谢，您的回答已计入。',
    replaced: '谢谢，您的新回答已替换之前的回答。',
    already: '我们已收到您的回答。如果您改变了想法，可以重新提交，新的回答会替换旧的。',
    expired: '本次调查已结束，未计入任何回答。如需联系我们，请直接回复我们上一条消息。',
    unknown: '无法识别此链接，未计入任何回答。请重新打开我们消息中的链接。',
    notYet: '本次调查尚未开始或已取消，未计入任何回答。',
    decline: '请不要再询问我',
    declined: '我们不会再询问您。感谢您的告知。',
  },
  message: {
    reply: '请回复 {min}（{low}）到 {max}（{high}）之间的数字，或在此回答：',
    link: '请在此回答：',
    reminder: '我们仍想了解：',
    stop: '如不希望再收到此类问题，请回复“{stop}”。',
  },
  stopWords: ['退订', '不要再问', 'stop', 'TD'],
  kano: {
    answers: ['我很喜欢', '理应如此', '无所谓', '勉强接受', '我不喜欢'],
    importance: '这对您有多重要？1：完全不重要，9：极其重要',
  },
  surveys: {
    csat: {
      title: '您的服务请求',
      questions: {
        csat: { ask: '您对我们此次处理的满意程度如何？', low: '非常不满意', high: '非常满意' },
        comment: { ask: '您这样回答的原因是什么？' },
      },
    },
    nps: {
      title: '您会推荐我们吗？',
      questions: {
        nps: { ask: '您有多大可能向朋友或同事推荐我们？', low: '完全不可能', high: '极有可能' },
        comment: { ask: '您这样回答的原因是什么？' },
      },
    },
    ces: {
      title: '您的服务请求',
      questions: {
        ces: { ask: '该公司让我很容易地解决了问题。', low: '非常不同意', high: '非常同意' },
        comment: { ask: '您这样回答的原因是什么？' },
      },
    },
  },
}
